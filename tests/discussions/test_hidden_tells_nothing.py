"""What is hidden, removed or blackened stands nowhere any more that a colleague can read.

Every text has a word of its own. The colleague read, saved, answered, helped and followed all of it
before, so that own pages and files of others hold what they held; then it is taken away.
"""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from accounts.actions import renew_feed_token
from competencies.actions import follow_area
from discussions import actions
from discussions.actions import GuideText, QuestionText
from discussions.models import Comment, Guide, Post, Review, Thread
from foundation.actions import save_for_later
from notifications.models import LiveEvent
from search.models import SearchEntry
from tests.factories import UserFactory, area, make_answer, make_question, make_workshop
from tests.sweep import looks, text_of
from workshops.actions import NewMaterial, add_material, register
from workshops.models import Material, Workshop

NIK = "1102014507900003"  # in the comment: numbers of people are masked
WORDS = {
    "question": "Kelapasawit",
    "old_title": "Durianmontong",
    "answer": "Gambirhutan",
    "old_answer": "Nilamwangi",
    "comment": NIK,
    "guide": "Kemirisunan",
    "material": "Pinangmuda",
}


@pytest.fixture
def texts(employee, leader, moderator, now):
    """By the employee, the guide among them, and a material by the leader; each was reworded."""
    later = now + timedelta(minutes=20)
    asked = make_question(employee, title=f"Bolehkah {WORDS['old_title']} dihibahkan?", now=now)
    better = QuestionText(f"Bolehkah {WORDS['question']} dihibahkan?", "Isinya.", [area()])
    actions.edit_question(editor=employee, thread=asked, text=better, version=1, now=later)
    other = make_question(UserFactory(), title="Ke mana berkas diantar?", now=now)
    answer = make_answer(employee, other, body=f"Antar ke {WORDS['old_answer']}.", now=now)
    edited = {"editor": employee, "answer": answer, "version": 1, "now": later}
    actions.edit_answer(body=f"Antar ke {WORDS['answer']} saja.", **edited)
    opening = other.posts.get(no=1)
    comment = actions.post_comment(author=employee, post=opening, body="Segera.", now=now)
    Comment.objects.filter(pk=comment.pk).update(body=f"Hubungi {NIK} saja.")
    solved = make_question(UserFactory(), title="Bagaimana cara mencetak DPA?", now=now)
    solution = make_answer(employee, solved, body="Buka menu cetak.", now=now)
    actions.accept_answer(actor=solved.author, answer=solution, kind="asker", now=now)
    text = GuideText(f"Cetak {WORDS['guide']}", f"1. {WORDS['guide']}.", "Perbup 1/2020", [area()])
    guide = actions.grow_guide(actor=moderator, answer=solution, text=text, now=now)
    actions.put_on_shelf(actor=moderator, areas=[area()], guide=guide, now=now)
    workshop = make_workshop(leader, areas=[area()])
    link = NewMaterial(title=WORDS["material"], url=f"https://contoh.id/{WORDS['material']}")
    material = add_material(adder=leader, workshop=workshop, material=link, now=now)
    asked.refresh_from_db()
    found = {"question": asked, "answer": answer, "comment": comment, "guide": guide}
    return SimpleNamespace(**found, material=material, workshop=workshop)


@pytest.fixture
def reader(colleague, texts, now):
    """The colleague, who had to do with all of it."""
    by, at = {"user": colleague, "now": now}, {"now": now}
    renew_feed_token(user=colleague)
    follow_area(area=area(), **by)
    register(workshop=texts.workshop, **by)
    question, answer = texts.question, texts.answer
    other = answer.thread
    for thread in (question, other):
        actions.follow_thread(thread=thread, **by)
        actions.mark_me_too(thread=thread, **by)
        save_for_later(about=thread, **by)
    save_for_later(about=answer, **by)
    own = make_answer(colleague, question, body="Menurut saya boleh.", now=now)
    actions.thank_answer(actor=question.author, answer=own, **at)
    actions.mark_helpful(user=question.author, post=own, **at)
    actions.mark_helpful(post=answer, **by)
    actions.confirm_worked(post=answer, **by)
    actions.thank_answer(actor=colleague, answer=answer, **at)
    actions.post_comment(author=colleague, post=answer, body="Terima kasih.", **at)
    actions.rate_guide(guide=texts.guide, is_useful=True, note="", **by)
    repeated = make_question(colleague, title="Bolehkah kebun dihibahkan?", now=now)
    actions.propose_duplicate(actor=UserFactory(), thread=repeated, of=question, **at)
    actions.confirm_duplicate(actor=colleague, thread=repeated, **at)
    return colleague


@pytest.fixture
def decide(moderator, now):
    def do(about, kind, decision=""):
        fields = {"kind": kind, "note": "", "now": now}
        review = actions.report_text(reporter=UserFactory(), about=about, **fields)
        if decision:
            by = {"actor": moderator, "review": review, "reason": "Memuat data.", "now": now}
            decided = actions.decide_review(decision=decision, **by)
            actions.carry_out(review=decided, now=now + Review.UNDO)

    return do


def hide(texts, decide, moderator, now):
    opening = texts.question.posts.get(no=1)
    for about in (opening, texts.answer, texts.comment, texts.guide, texts.material):
        decide(about, "personal")
    return WORDS


def remove(texts, decide, moderator, now):
    opening = texts.question.posts.get(no=1)
    for about in (opening, texts.answer, texts.comment, texts.guide, texts.material):
        decide(about, "wrong", "remove")
    return WORDS


def blacken(texts, decide, moderator, now):
    """Materials hold no passages."""
    decide(texts.comment, "personal", "mask")
    by = {"actor": moderator, "reason": "Memuat nama.", "now": now}
    opening = texts.question.posts.get(no=1)
    for name in ("question", "old_title"):
        actions.redact_post(post=opening, passage=WORDS[name], **by)
    for name in ("answer", "old_answer"):
        actions.redact_post(post=texts.answer, passage=WORDS[name], **by)
    actions.redact_guide(guide=texts.guide, passage=WORDS["guide"], **by)
    return {name: word for name, word in WORDS.items() if name != "material"}


def seen_by(reader, client, texts):
    """Everything: pages, parts, searches, own data, what sockets missed, and feeds."""
    rows = {
        Thread: [texts.question, texts.answer.thread, texts.guide.source.thread],
        Post: [texts.question.posts.get(no=1), texts.answer],
        Comment: [texts.comment],
        Guide: [texts.guide],
        Material: [texts.material],
        Workshop: [texts.workshop],
    }
    yield from looks(client, rows)
    for word in WORDS.values():
        yield f"/cari/?q={word}", client.get("/cari/", {"q": word})
    key = {"kunci": reader.feed_token}
    feeds = [f"/bidang/{area().slug}/umpan.xml"]
    feeds += [f"/tanya/{thread.public_id}/umpan.xml" for thread in rows[Thread]]
    for url in feeds:
        yield url, client.get(url, key)


def words_in(text, words):
    return [name for name, word in words.items() if word.lower() in text.lower()]


def standing(reader, client, texts, words):
    """Which of the words stand at which address.

    A search says what was searched for, and a page that is not there how it was called.
    """
    found = {}
    for url, response in seen_by(reader, client, texts):
        asked = url if response.status_code >= 400 else url.partition("?")[2]
        left = {name: word for name, word in words.items() if word.lower() not in asked.lower()}
        if names := words_in(text_of(response), left):
            found[url] = names
    return found


def test_before_it_is_taken_away_all_of_it_is_seen(texts, reader, as_user):
    found = standing(reader, as_user(reader), texts, WORDS)

    assert {name for names in found.values() for name in names} == set(WORDS)
    assert len(found) > 20


@pytest.mark.parametrize("take_away", [hide, remove, blacken])
def test_row_67_nothing_shows_it_to_a_colleague(
    take_away, texts, reader, decide, moderator, as_user, now
):
    words = take_away(texts, decide, moderator, now)

    assert standing(reader, as_user(reader), texts, words) == {}
    for rows in (LiveEvent.objects.all(), SearchEntry.objects.filter(audience="regency")):
        assert words_in(str(list(rows.values())), words) == []
