"""An area in search and in the admin: renamed, closed, and its old links."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from competencies.actions import index_area
from competencies.models import AreaSlug
from search.models import SearchEntry
from tests.factories import area


@pytest.fixture
def change(admin, as_user):
    """Saves the admin page of an area with some fields changed."""

    def save(row, **fields):
        url = reverse("admin:competencies_area_change", args=[row.pk])
        client = as_user(admin)
        form = client.get(url).context["adminform"].form
        shown = {name: form[name].value() for name in form.fields}
        sent = {name: value for name, value in shown.items() if value not in (None, False)}
        response = client.post(url, sent | fields)
        assert response.status_code == 302, response.context["adminform"].form.errors
        row.refresh_from_db()

    return save


def entries(row):
    return SearchEntry.objects.filter(kind="competencies.area", object_id=row.pk)


def test_an_area_is_found_until_it_is_closed(db, now):
    index_area(area(), now=now)
    assert entries(area()).get().title == area().name

    closed = area()
    closed.is_active = False
    index_area(closed, now=now)
    assert entries(area()).count() == 0


def test_a_new_name_is_seen_in_lists_and_search_at_once(question, change, stranger, as_user):
    client = as_user(stranger)
    assert area().name in client.get("/tanya/").content.decode()

    change(area(), name="Keuangan Baru")
    assert "Keuangan Baru" in client.get("/tanya/").content.decode()
    change(area(), name="Keuangan Terbaru")

    assert "Keuangan Terbaru" in client.get("/tanya/").content.decode()
    assert entries(area()).get().title == "Keuangan Terbaru"


def test_an_old_slug_leads_to_the_new_one(change, employee, as_user):
    old = area().slug

    change(area(), slug="keuangan-baru")

    response = as_user(employee).get(f"/bidang/{old}/")
    assert (response.status_code, response.url) == (301, "/bidang/keuangan-baru/")
    assert AreaSlug.objects.get().slug == old


def test_an_unknown_slug_is_not_found(employee, as_user):
    assert as_user(employee).get("/bidang/tidak-ada/").status_code == 404


def test_a_filter_by_an_old_slug_still_filters(question, change, employee, as_user):
    old = area().slug
    change(area(), slug="keuangan-baru")

    assert as_user(employee).get(f"/tanya/?bidang={old}").context["chosen"].area == area()


def test_the_name_is_in_the_readers_language(db):
    with override("en"):
        assert str(area()) == area().name_en
    with override("id"):
        assert str(area()) == area().name


def test_the_admin_adds_and_deletes_no_record(admin, as_user):
    client = as_user(admin)

    assert client.get(reverse("admin:competencies_learningrecord_add")).status_code == 403
    assert client.get(reverse("admin:competencies_learningrecord_changelist")).status_code == 200
