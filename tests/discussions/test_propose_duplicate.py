"""Row 22, idea 14, defect 4: the same question asked before; its asker says whether it answers."""

import pytest

from discussions.actions import (
    AskedAlready,
    AskedEnough,
    GoesInCircle,
    NothingToAnswer,
    QuestionIsGone,
    ReadByOthers,
    RefusedBefore,
    SameQuestion,
    confirm_duplicate,
    delete_question,
    propose_duplicate,
    refuse_duplicate,
    reopen_question,
)
from discussions.models import CurationEvent, Duplicate, MeToo, Thread, ThreadSeen
from notifications.models import Notification
from search.finding import find
from tests.factories import make_answer, make_question

DIFFERENCE = "Kasus saya tentang hibah, bukan belanja barang."


@pytest.fixture
def earlier(stranger):
    """Asked before by the stranger, in other words."""
    return make_question(stranger, title="Cara memperbaiki kode rekening yang keliru?")


@pytest.fixture
def duplicate(question, earlier, colleague, now):
    """The colleague says that the employee's question was asked before."""
    return propose_duplicate(actor=colleague, thread=question, of=earlier, now=now)


def told(person):
    rows = Notification.objects.filter(recipient=person, kind__contains="duplicate")
    return {row.kind.partition(".")[2] for row in rows}


def test_the_asker_is_asked(duplicate, question, earlier, employee, colleague, as_user):
    assert told(employee) == {"duplicate_proposed"}
    page = as_user(employee).get(question.get_absolute_url()).content.decode()
    assert earlier.title in page
    assert f"/tanya/{question.public_id}/duplikat/ya/" in page
    assert "duplikat/ya" not in as_user(colleague).get(question.get_absolute_url()).content.decode()


def test_row_22_yes_closes_it_and_leads_to_the_other(
    duplicate, question, earlier, employee, colleague, as_user
):
    response = as_user(employee).post(f"/tanya/{question.public_id}/duplikat/ya/")

    assert response.url == earlier.get_absolute_url()
    thread = Thread.objects.get(pk=question.pk)
    assert not thread.is_open
    assert earlier.title in as_user(colleague).get(thread.get_absolute_url()).content.decode()
    assert MeToo.objects.get(thread=earlier).user == employee
    assert ThreadSeen.objects.get(user=employee, thread=earlier).level == "watching"
    assert told(colleague) == {"duplicate_confirmed"}


def test_idea_14_its_words_find_the_other_from_now_on(duplicate, question, earlier, employee, now):
    confirm_duplicate(actor=employee, thread=question, now=now)

    found = find(text="mengoreksi belanja", audiences=["regency"]).entries
    assert [hit.object_id for hit in found] == [earlier.pk]


def test_idea_14_no_keeps_it_open_and_everyone_reads_why(
    duplicate, question, earlier, employee, colleague, as_user, now
):
    client, url = as_user(employee), f"/tanya/{question.public_id}/duplikat/tidak/"
    assert client.post(url, {"difference": "beda"}).status_code == 422

    client.post(url, {"difference": DIFFERENCE})

    assert DIFFERENCE in as_user(colleague).get(question.get_absolute_url()).content.decode()
    make_answer(colleague, Thread.objects.get(pk=question.pk))
    with pytest.raises(RefusedBefore):
        propose_duplicate(actor=colleague, thread=question, of=earlier, now=now)


def test_a_moderator_answers_for_a_silent_asker(duplicate, question, moderator, as_user):
    assert question.title in as_user(moderator).get("/moderasi/?jenis=duplikat").content.decode()

    as_user(moderator).post(f"/tanya/{question.public_id}/duplikat/ya/")

    assert Duplicate.objects.get().state == "confirmed"


def test_opening_it_again_makes_it_a_question_of_its_own(
    duplicate, question, employee, moderator, as_user, now
):
    confirm_duplicate(actor=employee, thread=question, now=now)

    reopen_question(actor=moderator, thread=question, now=now)

    assert not Duplicate.objects.exists()
    found = find(text="mengoreksi belanja", audiences=["regency"]).entries
    assert question.pk in [hit.object_id for hit in found]


def test_defect_4_not_of_itself(question, colleague, now):
    with pytest.raises(SameQuestion):
        propose_duplicate(actor=colleague, thread=question, of=question, now=now)


def test_defect_4_not_of_what_was_removed(question, earlier, colleague, moderator, now):
    by = {"actor": moderator, "role": "moderator", "reason": "Salah.", "now": now}
    delete_question(thread=earlier, **by)

    with pytest.raises(QuestionIsGone):
        propose_duplicate(actor=colleague, thread=question, of=earlier, now=now)


def test_defect_4_not_in_a_circle(duplicate, question, earlier, employee, colleague, now):
    confirm_duplicate(actor=employee, thread=question, now=now)

    with pytest.raises(GoesInCircle):
        propose_duplicate(actor=colleague, thread=earlier, of=question, now=now)


@pytest.mark.parametrize(
    ("of", "sentence"),
    [
        ("itself", "Ini pertanyaan yang sama."),
        ("circle", "sudah dicatat sebagai ulangan pertanyaan ini"),
        ("removed", "Pertanyaan itu tidak ada"),
    ],
)
def test_what_cannot_be_the_same_is_said_and_the_link_stays(
    duplicate, question, earlier, employee, colleague, moderator, as_user, now, of, sentence
):
    confirm_duplicate(actor=employee, thread=question, now=now)
    if of == "removed":
        by = {"actor": moderator, "role": "moderator", "reason": "Salah.", "now": now}
        delete_question(thread=question, **by)
    link = f"/t/{(earlier if of == 'itself' else question).public_id}/"

    refused = as_user(colleague).post(f"/tanya/{earlier.public_id}/duplikat/", {"of": link})

    assert refused.status_code == 422
    assert sentence in refused.content.decode()
    kept = link if of == "removed" else link[3:-1]
    assert f'value="{kept}"' in refused.content.decode()


def test_a_chain_ends_at_the_question_that_stays(
    duplicate, question, earlier, employee, colleague, now
):
    confirm_duplicate(actor=employee, thread=question, now=now)
    third = make_question(employee, title="Kode rekening belanja salah lagi?")

    late = propose_duplicate(actor=colleague, thread=third, of=question, now=now)

    assert late.of == earlier
    confirm_duplicate(actor=employee, thread=third, now=now)
    oldest = make_question(colleague, title="Yang paling lama ditanyakan?")
    first = propose_duplicate(actor=colleague, thread=earlier, of=oldest, now=now)
    confirm_duplicate(actor=earlier.author, thread=first.thread, now=now)
    assert set(Duplicate.objects.values_list("of", flat=True)) == {oldest.pk}


def test_a_units_question_is_not_named_to_others(question, unit_question, colleague, now):
    with pytest.raises(ReadByOthers):
        propose_duplicate(actor=colleague, thread=question, of=unit_question, now=now)


def test_a_hidden_question_is_not_named(duplicate, question, earlier, colleague, as_user, now):
    Thread.objects.filter(pk=earlier.pk).update(hidden_at=now)

    page = as_user(colleague).get(question.get_absolute_url()).content.decode()

    assert earlier.title not in page


def test_answered_twice_is_said(duplicate, question, employee, now):
    refuse_duplicate(actor=employee, thread=question, difference=DIFFERENCE, now=now)

    with pytest.raises(NothingToAnswer):
        confirm_duplicate(actor=employee, thread=question, now=now)


@pytest.mark.parametrize(
    "pattern", ["lihat https://sepakat.test/t/{}/", "/tanya/{}-cara/", "{}", "memperbaiki keliru"]
)
def test_row_22_found_by_words_address_and_number(question, earlier, colleague, as_user, pattern):
    url, words = f"/tanya/{question.public_id}/duplikat/", pattern.format(earlier.public_id)
    client = as_user(colleague)

    found = client.get(url, {"cari": words})
    beside = client.get(url, {"ke": earlier.public_id, "cari": words})

    assert found.context["found"][:1] == [earlier]
    assert beside.context["pair"] == [question, earlier]
    assert "Tidak ada jawaban yang pindah" in beside.content.decode()
    assert not Duplicate.objects.exists()
    assert client.post(url, {"of": earlier.public_id}).status_code == 302
    assert Duplicate.objects.get().of == earlier


def test_what_one_may_not_see_is_no_candidate(question, unit_question, stranger, as_user):
    client, url = as_user(stranger), f"/tanya/{question.public_id}/duplikat/"

    for words in (unit_question.title, unit_question.public_id):
        page = client.get(url, {"cari": words})

        assert unit_question not in page.context["found"]
        assert f"?ke={unit_question.public_id}" not in page.content.decode()
    assert (
        unit_question.title not in client.get(url, {"ke": unit_question.public_id}).content.decode()
    )


def test_what_resembles_it_is_offered(question, stranger, colleague, as_user):
    like = make_question(stranger, title="Mengoreksi kode rekening belanja yang salah?")

    page = as_user(colleague).get(f"/tanya/{question.public_id}/duplikat/").content.decode()

    assert like.public_id in page
    assert f'value="{question.public_id}"' not in page


def test_the_history_keeps_it(duplicate, question, employee, now):
    confirm_duplicate(actor=employee, thread=question, now=now)

    verbs = CurationEvent.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["duplicate", "close"]


@pytest.mark.parametrize(
    ("who", "status"), [("employee", 302), ("moderator", 302), ("colleague", 403), ("leader", 403)]
)
def test_who_may_answer(duplicate, question, request, who, status, as_user):
    client = as_user(request.getfixturevalue(who))

    assert client.post(f"/tanya/{question.public_id}/duplikat/ya/").status_code == status


def test_never_of_itself_by_a_detour(duplicate, question, earlier, employee, stranger, now):
    """Both are said to repeat each other, and one asker says yes."""
    propose_duplicate(actor=employee, thread=earlier, of=question, now=now)

    confirm_duplicate(actor=employee, thread=question, now=now)

    assert [(one.thread, one.of) for one in Duplicate.objects.all()] == [(question, earlier)]


def test_a_refusal_is_remembered_after_another_was_named(
    duplicate, question, earlier, employee, colleague, stranger, now
):
    refuse_duplicate(actor=employee, thread=question, difference=DIFFERENCE, now=now)
    other = make_question(stranger, title="Pertanyaan lain lagi yang mirip?")
    propose_duplicate(actor=colleague, thread=question, of=other, now=now)

    with pytest.raises(RefusedBefore):
        propose_duplicate(actor=colleague, thread=question, of=earlier, now=now)


def test_nobody_asks_over_the_asker_head(duplicate, question, stranger, employee, now):
    """One question at a time; what the asker said of another stays said."""
    other = make_question(stranger, title="Kode rekening hibah, bagaimana memperbaikinya?")
    with pytest.raises(AskedAlready):
        propose_duplicate(actor=stranger, thread=question, of=other, now=now)
    refuse_duplicate(actor=employee, thread=question, difference=DIFFERENCE, now=now)

    asked = propose_duplicate(actor=stranger, thread=question, of=other, now=now)

    assert asked.difference == DIFFERENCE


def test_after_three_noes_it_stands_by_itself(question, stranger, employee, now):
    others = [
        make_question(stranger, title=f"Kode rekening nomor {n}, bagaimana?") for n in range(4)
    ]
    for other in others[:3]:
        propose_duplicate(actor=stranger, thread=question, of=other, now=now)
        refuse_duplicate(actor=employee, thread=question, difference=DIFFERENCE, now=now)
    with pytest.raises(AskedEnough):
        propose_duplicate(actor=stranger, thread=question, of=others[3], now=now)
