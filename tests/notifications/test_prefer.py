"""How a person wants to hear: one choice per kind and channel."""

from notifications.actions import prefer
from notifications.models import Preference


def test_a_later_choice_replaces_the_earlier(employee):
    prefer(user=employee, channel="digest", cadence="weekly")
    prefer(user=employee, channel="digest", cadence="never")

    assert Preference.objects.get(user=employee).cadence == "never"


def test_a_kind_has_a_choice_of_its_own(employee):
    prefer(user=employee, channel="digest", cadence="weekly")
    prefer(user=employee, channel="digest", cadence="daily", kind="workshops.workshop_changed")

    assert Preference.objects.filter(user=employee).count() == 2
