"""How long ago: counted on the regency's calendar, as the headings of the page are."""

from datetime import UTC, datetime

import pytest

from discussions.models import Thread

TOLD = datetime.fromisoformat("2026-11-25T21:46:00+07:00")


@pytest.mark.parametrize(
    ("looked_at", "said"),
    [
        ("2026-11-25T23:50:00+07:00", "2 jam yang lalu"),
        ("2026-11-26T00:50:00+07:00", "kemarin, 21.46"),
        ("2026-11-26T23:50:00+07:00", "kemarin, 21.46"),
        ("2026-11-27T00:50:00+07:00", "kemarin dulu"),
        ("2026-12-02T23:50:00+07:00", "7 hari yang lalu"),
        ("2026-12-03T00:50:00+07:00", "25 Nov"),
    ],
)
def test_a_moment_is_told_by_the_day_it_lies_on(open_as, employee, question, looked_at, said):
    Thread.objects.filter(pk=question.pk).update(created_at=TOLD)
    page = open_as(employee, "/bantuan/")
    page.clock.set_fixed_time(datetime.fromisoformat(looked_at).astimezone(UTC))

    page.goto(question.get_absolute_url())

    assert said in page.locator("main time[data-relative]").first.inner_text()
