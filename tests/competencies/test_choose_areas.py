"""The first run asks for areas: exactly these from now on."""

from datetime import timedelta

import pytest

from competencies.actions import choose_areas
from competencies.models import Area
from tests.factories import area

URL = "/mulai/bidang/"


def followed(user):
    return set(Area.objects.followed_by(user).values_list("code", flat=True))


def test_the_chosen_ones_replace_the_earlier(employee, now):
    choose_areas(user=employee, areas=[area("T.KEU"), area("T.NAS")], now=now)
    choose_areas(user=employee, areas=[area("T.NAS")], now=now)

    assert followed(employee) == {"T.NAS"}


def test_an_area_that_stays_keeps_its_moment(employee, now):
    choose_areas(user=employee, areas=[area()], now=now)
    choose_areas(user=employee, areas=[area(), area("T.NAS")], now=now + timedelta(days=1))

    assert employee.area_follows.get(area=area()).since == now


def test_the_areas_of_others_stay(employee, colleague, now):
    choose_areas(user=colleague, areas=[area()], now=now)
    choose_areas(user=employee, areas=[], now=now)

    assert followed(colleague) == {"T.KEU"}


def test_the_page_shows_what_was_chosen_before(employee, as_user, now):
    choose_areas(user=employee, areas=[area()], now=now)

    form = as_user(employee).get(URL).context["form"]

    assert form.initial["areas"] == [area().pk]


@pytest.mark.parametrize(
    "ids", [[], ["0"], ["x"], ["-1"], ["9" * 30], ["\0"], ["1; DROP TABLE"], ["\u0661\0"]]
)
def test_forged_areas_are_refused_with_a_sentence(employee, as_user, ids):
    response = as_user(employee).post(URL, {"areas": ids, "sent": "1"})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["areas"]


def test_an_area_that_is_no_longer_used_is_refused(employee, as_user):
    Area.objects.filter(code="T.KEU").update(is_active=False)

    assert as_user(employee).post(URL, {"areas": [area().pk]}).status_code == 422
