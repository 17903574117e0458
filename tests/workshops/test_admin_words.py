"""Admins read the pages of rules in their own language."""

from django.urls import reverse


def test_the_rules_of_reminders_are_in_indonesian(admin, as_user):
    page = as_user(admin).get(reverse("admin:workshops_reminderrule_changelist")).content.decode()

    assert "aturan pengingat" in page.lower()
    for word in ("Anchor", "Minutes", "Is active", "reminder rule"):
        assert word not in page
