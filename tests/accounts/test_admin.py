"""The admin's pages of people: what they change is seen at once, what they hide stays hidden."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from accounts.models import UnitLeadership
from search.models import SearchEntry


@pytest.fixture
def change(admin, as_user):
    """Saves the admin page of a row with some fields changed."""

    def save(row, **fields):
        meta = row._meta
        url = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
        client = as_user(admin)
        form = client.get(url).context["adminform"].form
        shown = {name: form[name].value() for name in form.fields}
        sent = {name: value for name, value in shown.items() if value not in (None, False)}
        split = {f"{name}_{n}": "" for name in form.fields for n in (0, 1)}
        response = client.post(url, split | sent | fields)
        assert response.status_code == 302, response.context["adminform"].form.errors
        row.refresh_from_db()

    return save


@pytest.fixture
def rows(stranger, as_user):
    """The list of questions as somebody sees it now."""
    client = as_user(stranger)
    return lambda: client.get("/tanya/").content.decode()


def test_a_new_name_is_seen_in_lists_at_once(question, employee, change, rows):
    assert "Rahma Yuni" in rows()

    change(employee, name="Rahma Baru")

    assert "Rahma Baru" in rows()


def test_a_new_name_is_found_at_once(employee, change):
    change(employee, name="Rahma Baru")

    assert (
        SearchEntry.objects.get(kind="accounts.user", object_id=employee.pk).title == "Rahma Baru"
    )


def test_a_new_name_of_a_unit_is_seen_in_lists_at_once(question, unit, change, rows):
    assert "Puskesmas Lawe Sigala-Gala" in rows()

    change(unit, name="Puskesmas Kutacane")

    assert "Puskesmas Kutacane" in rows()


def test_the_page_shows_no_nip_and_no_password(employee, admin, as_user):
    url = reverse("admin:accounts_user_change", args=[employee.pk])

    page = as_user(admin).get(url).content.decode()

    assert employee.nip not in page
    assert employee.password not in page or employee.password == "!"


@pytest.mark.parametrize("page", ["add", "changelist"])
@pytest.mark.parametrize(
    "model", ["user", "unit", "unitleadership", "rosterentry", "correctionrequest", "suspension"]
)
def test_every_page_can_be_drawn(admin, as_user, newcomer, model, page):
    response = as_user(admin).get(reverse(f"admin:accounts_{model}_{page}"))

    assert response.status_code in {200, 403}


def test_an_employee_does_not_enter(employee, as_user):
    assert as_user(employee).get("/admin/accounts/user/").status_code in {302, 403, 404}


def test_a_replaced_address_signs_in_no_more_and_gets_no_reset_link(
    member, change, client, mailoutbox
):
    old = member.email
    EmailAddress.objects.create(user=member, email=old, verified=True, primary=True)

    change(member, email="baru@contoh.id")
    client.post("/lupa-sandi/", {"email": "baru@contoh.id"})
    client.post("/lupa-sandi/", {"email": old})

    links = [mail.to for mail in mailoutbox if "/lupa-sandi/" in mail.body]
    assert links == [["baru@contoh.id"]]


@pytest.mark.parametrize("lookup", ["nip__startswith=1", "password__startswith=a"])
def test_no_filter_reads_a_secret_sign_by_sign(admin, as_user, lookup):
    response = as_user(admin).get(f"/admin/accounts/user/?{lookup}")

    assert response.status_code == 400


def test_roles_taken_from_several_at_once_are_asked_about(
    unit, employee, leader, admin, as_user, heard, django_capture_on_commit_callbacks
):
    rows = [row.pk for row in UnitLeadership.objects.all()]
    heard()

    sent = {"action": "delete_selected", "_selected_action": rows, "post": "yes"}
    with django_capture_on_commit_callbacks(execute=True):
        as_user(admin).post("/admin/accounts/unitleadership/", sent)

    assert {"type": "live.ask_again", "users": [leader.pk]} in heard()
