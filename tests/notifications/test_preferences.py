"""How news reaches a person: every kind by every channel on one page (row 47)."""

import pytest

from notifications.choosing import wants
from notifications.forms import CHANNELS, PreferencesForm, name_of
from notifications.kinds import kinds
from notifications.models import MailStanding, Notification, QuietHours

KIND = kinds["discussions.answer_posted"]


@pytest.fixture
def sent(employee):
    """The form as it comes, with changes: what is False is left out, as browsers do."""

    def values(**changes):
        form = PreferencesForm(user=employee)
        found = {
            name: form.get_initial_for_field(field, name) for name, field in form.fields.items()
        }
        found |= changes
        return {name: value for name, value in found.items() if value is not False}

    return values


def kinds_on_the_page_of(client):
    page = client.get("/kabar/atur/").content.decode()
    return {
        kind.key
        for kind in kinds.values()
        if all(f'name="{name_of(kind, channel)}"' in page for channel in CHANNELS)
    }


def test_row_47_every_kind_of_every_domain_stands_on_the_page(as_user, admin, moderator):
    seen = [kinds_on_the_page_of(as_user(user)) for user in (admin, moderator)]

    assert seen[0] | seen[1] == set(kinds)


def test_row_47_nobody_chooses_about_what_an_office_alone_brings(as_user, employee, leader):
    office = {"discussions.text_reported", "discussions.seal_asked"}
    asked = ("question_asked", "approval_asked", "topic_proposed", "participant_left")
    hosting = {f"workshops.{one}" for one in asked}

    assert set(kinds) - kinds_on_the_page_of(as_user(employee)) == office | hosting
    assert set(kinds) - kinds_on_the_page_of(as_user(leader)) == office


def test_row_47_a_mail_at_once_is_chosen_for_one_kind(as_user, employee, sent):
    as_user(employee).post("/kabar/atur/", sent(**{name_of(KIND, "mail"): "on"}))

    assert wants(employee, KIND, "mail")
    assert employee.preferences.exclude(kind="").count() == 1


def test_row_47_switched_off_in_kabar_is_not_told(as_user, employee, sent, tell):
    as_user(employee).post("/kabar/atur/", sent(**{name_of(KIND, "in_app"): False}))

    tell(employee)

    assert not Notification.objects.exists()


def test_what_stays_as_usual_is_not_written_down(as_user, employee, sent):
    """A later default reaches whoever chose nothing."""
    as_user(employee).post("/kabar/atur/", sent())

    assert not employee.preferences.exclude(kind="").exists()


def test_the_page_shows_what_was_chosen(as_user, employee, sent):
    client = as_user(employee)
    client.post("/kabar/atur/", sent(digest="daily", quiet_from=22, quiet_until=5))

    form = client.get("/kabar/atur/").context["form"]

    assert (form["digest"].value(), form["quiet_from"].value()) == ("daily", 22)
    assert QuietHours.objects.get(user=employee).until_hour == 5


def test_groups_are_folded_and_say_what_is_not_as_usual(as_user, employee, sent):
    client = as_user(employee)
    client.post("/kabar/atur/", sent(**{name_of(KIND, "mail"): "on"}))

    response = client.get("/kabar/atur/")

    groups = response.context["form"].groups
    assert {key: changed for key, _name, _rows, changed in groups} == {
        "personal": 0,
        "answers": 1,
        "workshops": 0,
    }
    assert all(kind.is_personal for kind, _fields in groups[0][2])
    page = response.content.decode()
    assert page.count("<details") == len(groups)
    assert page.count("1 tidak seperti biasanya") == 1


def test_an_hour_that_is_none_is_refused_with_a_sentence(as_user, employee, sent):
    response = as_user(employee).post("/kabar/atur/", sent(quiet_from="25"))

    assert response.status_code == 422
    assert not QuietHours.objects.exists()


def test_mail_that_was_stopped_says_so_and_goes_on(as_user, employee, now):
    MailStanding.objects.create(user=employee, bounces=3, paused_at=now)
    client = as_user(employee)
    page = client.get("/kabar/atur/").content.decode()

    client.post("/kabar/atur/email/")

    assert "/kabar/atur/email/" in page
    assert not MailStanding.objects.exists()
