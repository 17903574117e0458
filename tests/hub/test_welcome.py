"""The first run: three short pages."""

import pytest

from accounts.models import CorrectionRequest
from competencies.models import Area
from notifications.models import Preference
from tests.factories import area


@pytest.fixture
def newcomer(as_user, employee):
    """The employee on the first day."""
    employee.welcomed_at = None
    employee.save()
    return as_user(employee)


def test_three_steps_lead_to_beranda(newcomer, employee):
    first = newcomer.post("/mulai/unit/", {"teks": "large"})
    second = newcomer.post("/mulai/bidang/", {"areas": [area("T.KES").pk]})
    third = newcomer.post("/mulai/kabar/", {"digest": "daily"})

    assert [one.url for one in (first, second, third)] == ["/mulai/bidang/", "/mulai/kabar/", "/"]
    employee.refresh_from_db()
    assert employee.welcomed_at is not None
    assert list(Area.objects.followed_by(employee)) == [area("T.KES")]
    assert Preference.objects.get(user=employee).cadence == "daily"
    assert newcomer.cookies["teks"].value == "large"


@pytest.mark.parametrize("page", ["/mulai/unit/", "/mulai/bidang/", "/mulai/kabar/"])
def test_every_step_can_be_read(newcomer, page):
    assert newcomer.get(page).status_code == 200


def test_what_is_wrong_goes_to_an_admin_and_blocks_nothing(newcomer, employee):
    response = newcomer.post("/mulai/unit/koreksi/", {"body": "Unit saya sudah pindah."})

    assert response.url == "/mulai/unit/"
    assert CorrectionRequest.objects.get().user == employee


def test_an_empty_correction_is_drawn_again(newcomer):
    assert newcomer.post("/mulai/unit/koreksi/", {"body": " "}).status_code == 422
    assert not CorrectionRequest.objects.exists()


def test_without_an_area_the_second_step_is_drawn_again(newcomer):
    assert newcomer.post("/mulai/bidang/", {"areas": []}).status_code in (200, 422)
    assert not Area.objects.filter(follows__isnull=False).exists()


def test_changing_areas_later_leads_home_and_replaces_them(as_user, employee):
    client = as_user(employee)
    client.post("/mulai/bidang/", {"areas": [area("T.KES").pk, area("T.KEU").pk]})

    response = client.post("/mulai/bidang/", {"areas": [area("T.KEU").pk]})

    assert response.url == "/"
    assert list(Area.objects.followed_by(employee)) == [area("T.KEU")]


def test_an_unknown_cadence_is_refused(newcomer, employee):
    newcomer.post("/mulai/kabar/", {"digest": "hourly"})

    employee.refresh_from_db()
    assert employee.welcomed_at is None
