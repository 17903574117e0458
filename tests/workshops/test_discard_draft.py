"""A draft that is not announced after all: gone for good, with everything in it."""

import pytest

from search.finding import find
from tests.factories import make_plan, make_question
from tests.workshops.materials import a_file
from workshops.actions import (
    IsAnnounced,
    NewQuestion,
    WeightsAreOnRecord,
    add_entry_question,
    add_facilitator,
    add_material,
    discard_draft,
    edit_workshop,
    link_question,
    publish_workshop,
    take_topic,
)
from workshops.actions.pools import WorkshopIsGone
from workshops.models import EntryQuestion, Material, Session, Workshop


@pytest.fixture
def filled(draft, leader, colleague, now):
    """A draft with all that a draft may hold."""
    first = NewQuestion("Membawa laptop?", "yes_no")
    asked = add_entry_question(actor=leader, workshop=draft, question=first, now=now)
    then = NewQuestion("Merek apa?", "text", only_after=asked, only_if="yes")
    add_entry_question(actor=leader, workshop=draft, question=then, now=now)
    add_facilitator(actor=leader, workshop=draft, person=colleague, now=now)
    add_material(adder=leader, workshop=draft, material=a_file("Bahan"), now=now)
    link_question(actor=leader, workshop=draft, thread=make_question(colleague), now=now)
    return draft


def test_it_goes_with_everything_in_it(
    filled, leader, as_user, address, django_capture_on_commit_callbacks
):
    file = Material.objects.get().newest.file
    page = as_user(leader).get(filled.get_absolute_url()).content.decode()
    assert address("discard_draft", filled) in page

    with django_capture_on_commit_callbacks(execute=True):
        answer = as_user(leader).post(address("discard_draft", filled), follow=True)

    assert "Draf dibuang." in answer.content.decode()
    nouns = (Workshop, Session, Material, EntryQuestion)
    assert not any(noun.objects.exists() for noun in nouns)
    assert not file.storage.exists(file.name)
    hosts = [f"workshop:{filled.pk}:hosts", "regency"]
    assert find(text=filled.title, audiences=hosts).total == 0


def test_a_topic_that_it_took_may_be_taken_by_others(draft, leader, proposal, now):
    take_topic(actor=leader, topic=proposal, workshop=draft, now=now)

    discard_draft(workshop=draft, now=now)

    proposal.refresh_from_db()
    assert (proposal.workshop, proposal.taken_by) == (None, None)


def test_pressed_in_two_tabs_it_is_gone_once(draft, leader, as_user, address, now):
    client, url = as_user(leader), address("discard_draft", draft)

    assert [client.post(url).status_code for _tab in range(2)] == [302, 404]
    discard_draft(workshop=draft, now=now)


def test_what_another_tab_does_to_it_afterwards_is_refused_with_a_sentence(draft, leader, now):
    """It had read the draft before; the row that both lock is gone."""
    discard_draft(workshop=Workshop.objects.get(), now=now)

    with pytest.raises(WorkshopIsGone):
        publish_workshop(workshop=draft, now=now)
    with pytest.raises(WorkshopIsGone):
        edit_workshop(editor=leader, workshop=draft, plan=make_plan(leader), now=now)


def test_what_was_announced_meanwhile_stays(draft, now):
    publish_workshop(workshop=draft, now=now)

    with pytest.raises(IsAnnounced):
        discard_draft(workshop=draft, now=now)

    assert Workshop.objects.published().filter(pk=draft.pk).exists()


def test_where_weights_are_on_record_it_stays_and_that_is_said(
    draft, leader, as_user, address, now
):
    draft.weight_events.create(actor=leader, before=None, after=2, at=now)

    with pytest.raises(WeightsAreOnRecord):
        discard_draft(workshop=draft, now=now)

    answer = as_user(leader).post(address("discard_draft", draft))
    assert (answer.status_code, Workshop.objects.count()) == (409, 1)
