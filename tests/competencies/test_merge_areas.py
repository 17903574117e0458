"""Row 41: two areas become one; counts and followers are kept, old addresses lead on."""

from datetime import timedelta

import pytest
from django.apps import apps

from competencies.actions import AreaLiesBelow, SameArea, follow_area, merge_areas
from competencies.actions.merging import moves, relations
from competencies.models import Area, AreaCuratorship, AreaExpert, AreaFollow
from discussions.actions import read_area
from discussions.models import AreaSeen, Thread
from discussions.models.reading import unread_ids
from hub.reindexing import reindex
from search.finding import find
from tests.factories import area, make_question, make_workshop
from workshops.actions import CallText, open_call
from workshops.permissions import can_review_call


@pytest.fixture
def source(db):
    return area("T.PEG")


@pytest.fixture
def into(db):
    return area("T.KEU")


def test_row_41_what_carried_the_one_carries_the_other(
    source, into, employee, leader, moderator, as_user, now
):
    thread = make_question(employee, areas=("T.PEG",))
    both = make_question(employee, title="Ada di kedua bidang sekaligus?", areas=("T.PEG", "T.KEU"))
    workshop = make_workshop(leader, areas=[source])

    merge_areas(actor=moderator, source=source, into=into, now=now)

    assert (
        list(thread.areas.all()) == list(both.areas.all()) == list(workshop.areas.all()) == [into]
    )
    client = as_user(employee)
    assert client.get(f"/bidang/{source.slug}/").url == into.get_absolute_url()
    page = client.get(f"/tanya/?bidang={source.slug}").content.decode()
    assert thread.title in page
    assert both.title in page
    source.refresh_from_db()
    assert not source.is_active


def test_row_41_followers_follow_once(source, into, employee, colleague, moderator, now):
    follow_area(user=employee, area=source, now=now)
    follow_area(user=colleague, area=source, now=now)
    AreaFollow.objects.create(user=colleague, area=into, level="muted", since=now)

    merge_areas(actor=moderator, source=source, into=into, now=now)

    levels = set(AreaFollow.objects.filter(area=into).values_list("user", "level"))
    assert levels == {(employee.pk, "watching"), (colleague.pk, "muted")}
    assert not AreaFollow.objects.filter(area=source).exists()


def test_a_call_follows_and_its_moderator_still_decides(
    source, into, leader, colleague, moderator, now
):
    AreaCuratorship.objects.create(user=colleague, area=source, since=now)
    text = CallText("Bahasan semester depan", "Usulkan.", now + timedelta(days=14), area=source)
    call = open_call(actor=leader, text=text, now=now)

    merge_areas(actor=moderator, source=source, into=into, now=now)

    call.refresh_from_db()
    assert call.area == into
    assert can_review_call(colleague, call)


def test_what_was_read_stays_read_and_of_two_marks_the_earlier_stands(
    source, into, employee, colleague, stranger, moderator, now
):
    thread = make_question(moderator, areas=("T.PEG",), now=now)
    later, latest = now + timedelta(minutes=1), now + timedelta(minutes=2)
    marks = [(employee, source, later), (colleague, source, now - timedelta(days=1))]
    marks += [(colleague, into, later), (stranger, source, latest), (stranger, into, later)]
    for user, one, at in marks:
        read_area(user=user, area=one, now=at)

    merge_areas(actor=moderator, source=source, into=into, now=latest)

    found = dict(AreaSeen.objects.filter(area=into).values_list("user", "read_at"))
    assert found == {
        employee.pk: later,
        colleague.pk: now - timedelta(days=1),
        stranger.pk: later,
    }
    assert not AreaSeen.objects.filter(area=source).exists()
    threads = list(Thread.objects.with_row())
    assert unread_ids(employee, threads) == []
    assert unread_ids(colleague, threads) == [thread.pk]


def test_no_field_that_names_an_area_is_left_out():
    named = {
        field
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if field.is_relation and field.related_model is Area
    }

    assert {one.field for one in relations()} == named


def test_no_row_that_others_name_just_leaves():
    """Where an area has such a row once, its app says how two become one."""
    careless = set()
    for field in (one.field for one in relations()):
        rules = [getattr(one, "fields", ()) for one in field.model._meta.constraints]
        others = field.model._meta.get_fields(include_hidden=True)
        is_named = any(one.one_to_many or one.one_to_one for one in others)
        if is_named and any(field.name in one for one in rules):
            careless |= {field.model} - set(moves)

    assert careless == set()


def test_its_name_still_finds(source, into, employee, moderator, now):
    thread = make_question(employee, areas=("T.PEG",))
    merge_areas(actor=moderator, source=source, into=into, now=now)
    reindex()

    found = find(text=source.name, audiences=["regency"]).entries
    assert {one.title for one in found} >= {into.name, thread.title}


def test_what_makes_no_sense_is_refused(source, moderator, now):
    with pytest.raises(SameArea):
        merge_areas(actor=moderator, source=source, into=source, now=now)
    below = Area.objects.create(
        name="Mutasi",
        slug="uji-mutasi",
        code="X.1",
        family="technical",
        parent=source,
        updated_at=now,
    )
    for pair in ((source, below), (below, source)):
        with pytest.raises(AreaLiesBelow):
            merge_areas(actor=moderator, source=pair[0], into=pair[1], now=now)


def test_by_the_page(source, into, employee, moderator, as_user):
    make_question(employee, areas=("T.PEG",))
    page = f"/bidang/{source.slug}/gabung/"
    assert as_user(employee).get(page).status_code == 403
    assert as_user(moderator).post(page, {}).status_code == 422
    assert as_user(moderator).post(page, {"into": into.pk}).status_code == 302
    assert Thread.objects.in_areas([into]).count() == 1


def test_row_43_areas_without_an_expert_are_named(source, employee, colleague, as_user, now):
    client = as_user(employee)
    before = client.get("/bidang/").content.decode().count("Belum ada pakar")
    AreaExpert.objects.create(area=source, user=colleague, since=now)
    assert client.get("/bidang/").content.decode().count("Belum ada pakar") == before - 1
    assert colleague.name in client.get(source.get_absolute_url()).content.decode()
