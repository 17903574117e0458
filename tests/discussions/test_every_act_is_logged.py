"""Row 65: every act of a moderator stands in an append-only ledger, with who did it and why."""

from datetime import timedelta

import pytest

from discussions import actions
from discussions.models import (
    CurationEvent,
    GuideEvent,
    Post,
    ReviewEvent,
    Revision,
    SolutionEvent,
    Thread,
)
from tests.factories import UserFactory, area, make_question

NIK = "1102014507900003"
WHY = "Alasan yang tertulis lengkap."
LEDGERS = (CurationEvent, SolutionEvent, GuideEvent)


@pytest.fixture
def scene(question, answer, other_answer, employee, stranger, moderator, choose, now):
    """A solved question, everything that a moderator can act on, and who acts."""
    choose(answer)
    later = now + timedelta(hours=1)
    by = {"editor": stranger, "version": 1, "now": later}
    actions.edit_answer(answer=other_answer, body="Mintalah operator membuka kunci.", **by)
    reader = UserFactory()
    return {
        "question": question,
        "solution": answer,
        "answer": other_answer,
        "comment": actions.post_comment(author=reader, post=answer, body="Sama.", now=now),
        "other": make_question(stranger, title="Mengoreksi kode rekening, bagaimana?"),
        "revision": Revision.objects.first(),
        "by": {"actor": moderator, "now": now},
        "why": {"actor": moderator, "reason": WHY, "now": now},
    }


def as_moderator(scene):
    return scene["why"] | {"role": "moderator"}


ACTS = {
    "close": lambda s: actions.close_question(thread=s["question"], **s["why"]),
    "reopen": lambda s: (
        actions.close_question(thread=s["question"], **s["why"]),
        actions.reopen_question(thread=s["question"], **s["by"]),
    ),
    "lock": lambda s: actions.lock_solution(thread=s["question"], **s["why"]),
    "unlock": lambda s: (
        actions.lock_solution(thread=s["question"], **s["why"]),
        actions.unlock_solution(thread=s["question"], **s["by"]),
    ),
    "accept": lambda s: actions.accept_answer(answer=s["answer"], kind="moderator", **s["why"]),
    "replace": lambda s: actions.accept_answer(answer=s["answer"], kind="moderator", **s["why"]),
    "withdraw": lambda s: actions.unaccept_answer(
        answer=s["solution"], role="moderator", **s["by"]
    ),
    "merge": lambda s: actions.merge_questions(source=s["other"], into=s["question"], **s["why"]),
    "merged": lambda s: actions.merge_questions(source=s["other"], into=s["question"], **s["why"]),
    "hide": lambda s: hide_by_decision(s, "return"),
    "redact": lambda s: actions.redact_post(post=s["answer"], passage="kunci", **s["why"]),
    "slow": lambda s: actions.set_slow(thread=s["question"], is_slow=True, **s["by"]),
    "fast": lambda s: (
        actions.set_slow(thread=s["question"], is_slow=True, **s["by"]),
        actions.set_slow(thread=s["question"], is_slow=False, **s["by"]),
    ),
    "outdate": lambda s: actions.mark_outdated(post=s["answer"], version=2, **s["why"]),
    "renew": lambda s: (
        actions.mark_outdated(post=s["answer"], version=2, **s["why"]),
        actions.unmark_outdated(post=s["answer"], **s["by"]),
    ),
    "delete": lambda s: actions.delete_question(thread=s["question"], **as_moderator(s)),
    "restore": lambda s: (
        actions.delete_question(thread=s["question"], **as_moderator(s)),
        actions.restore_question(thread=s["question"], **s["by"]),
    ),
    "delete-answer": lambda s: actions.delete_answer(answer=s["answer"], **as_moderator(s)),
    "restore-answer": lambda s: (
        actions.delete_answer(answer=s["answer"], **as_moderator(s)),
        actions.restore_answer(answer=s["answer"], **s["by"]),
    ),
    "delete-comment": lambda s: actions.delete_comment(comment=s["comment"], **s["why"]),
    "restore-comment": lambda s: (
        actions.delete_comment(comment=s["comment"], **s["why"]),
        actions.restore_comment(comment=s["comment"], role="moderator", **s["by"]),
    ),
    "to-answer": lambda s: actions.turn_into_answer(comment=s["comment"], **s["by"]),
    "to-comment": lambda s: actions.turn_into_comment(
        answer=s["answer"], below=s["question"].posts.get(no=1), **as_moderator(s)
    ),
    "restore-text": lambda s: actions.restore_revision(revision=s["revision"], **s["by"]),
}
GIVEN = {
    *("close", "lock", "accept", "replace", "merge", "merged", "hide", "redact", "outdate"),
    *("delete", "delete-answer", "delete-comment", "to-comment"),
}  # asked for a reason; the others take something back and need none


def hide_by_decision(scene, decision):
    decide_about(scene, scene["answer"], decision, kind="rude")


def decide_about(scene, about, decision, kind="personal"):
    moderator, reporter = scene["by"]["actor"], scene["question"].author
    review = actions.report_text(
        reporter=reporter, about=about, kind=kind, note="", now=scene["by"]["now"]
    )
    actions.decide_review(
        actor=moderator, review=review, decision=decision, reason=WHY, now=scene["by"]["now"]
    )
    actions.carry_out_due(now=scene["by"]["now"] + timedelta(seconds=11))


def guide_text():
    return actions.GuideText("Panduan", f"1. Buka, NIK {NIK}.", "Perbup 12/2020", [area()])


def grown(scene):
    return actions.grow_guide(answer=scene["solution"], text=guide_text(), **scene["by"])


def retired(scene):
    return actions.retire_guide(guide=grown(scene), **scene["why"])


def edited(scene):
    moderator, now = scene["by"]["actor"], scene["by"]["now"]
    by = {"editor": moderator, "text": guide_text(), "version": 1, "now": now}
    actions.edit_guide(guide=grown(scene), **by)


def confirmed(scene):
    later = scene["by"]["now"] + timedelta(days=2)
    actions.confirm_guide(guide=grown(scene), **(scene["by"] | {"now": later}))


GUIDE_ACTS = {
    (GuideEvent, "grow"): grown,
    (GuideEvent, "edit"): edited,
    (GuideEvent, "confirm"): confirmed,
    (GuideEvent, "adopt"): lambda s: actions.adopt_guide(guide=grown(s), **s["by"]),
    (GuideEvent, "retire"): retired,
    (GuideEvent, "revive"): lambda s: actions.revive_guide(guide=retired(s), **s["by"]),
    (GuideEvent, "redact"): lambda s: actions.redact_guide(
        guide=grown(s), passage="Buka", **s["why"]
    ),
    (GuideEvent, "hide"): lambda s: decide_about(s, grown(s), "return"),
    (GuideEvent, "show"): lambda s: decide_about(s, grown(s), "keep"),
    (ReviewEvent, "show"): lambda s: decide_about(s, grown(s), "keep"),
    (ReviewEvent, "return"): lambda s: decide_about(s, grown(s), "return"),
    (ReviewEvent, "remove"): lambda s: decide_about(s, grown(s), "remove"),
    (ReviewEvent, "mask"): lambda s: decide_about(s, grown(s), "mask"),
}
UNASKED = ("grow", "edit", "confirm", "adopt", "revive")  # for a reason


@pytest.mark.parametrize(("ledger", "verb"), GUIDE_ACTS)
def test_row_65_every_act_on_a_guide_is_logged_too(scene, moderator, ledger, verb):
    GUIDE_ACTS[ledger, verb](scene)

    row = ledger.objects.filter(verb=verb).latest("pk")
    assert (row.actor, row.reason) == (moderator, "" if verb in UNASKED else WHY)


@pytest.mark.parametrize("verb", ACTS)
def test_row_65_every_act_of_a_moderator_is_logged_with_who_and_why(scene, moderator, verb):
    before = {ledger: ledger.objects.count() for ledger in LEDGERS}

    ACTS[verb](scene)

    written = [row for ledger in LEDGERS for row in ledger.objects.order_by("pk")[before[ledger] :]]
    rows = [row for row in written if row.verb == verb]
    assert [row.actor for row in rows] == [moderator]
    assert rows[0].reason == (WHY if verb in GIVEN else "")


def test_row_65_the_walk_leaves_no_verb_of_a_moderator_out():
    """What is left has a test of its own: what time, members and two roles do."""
    elsewhere = {
        "close-solved",
        "duplicate",
        "not-duplicate",
        "show",
        "approve-edit",
        "remove-file",
        "unseal",
    }
    verbs = {*CurationEvent.Verb.values, *SolutionEvent.Verb.values}

    assert verbs - set(ACTS) - elsewhere == set()
    of_guides = {(one, verb) for one in (GuideEvent, ReviewEvent) for verb in one.Verb.values}
    assert of_guides - set(GUIDE_ACTS) == {(GuideEvent, "doubt"), (ReviewEvent, "hide")}


def test_row_65_a_purge_leaves_the_ledger(scene, now, moderator):
    ACTS["delete"](scene)
    Thread.objects.filter(pk=scene["question"].pk).update(deleted_at=now.replace(year=2020))

    actions.purge_removed(now=now)

    assert not Post.objects.filter(thread=scene["question"]).exclude(body="").exists()
    assert CurationEvent.objects.get(verb="delete").reason == WHY
