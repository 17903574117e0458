"""Any order of reports, decisions, slips and edits: what was reported is hidden till decided."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from competencies.models import AreaCuratorship
from discussions.actions import (
    carry_out_due,
    claim_review,
    decide_review,
    edit_answer,
    report_text,
    undo_decision,
)
from discussions.actions.reporting import AT_ONCE, HIDES_AT
from discussions.models import Post, Report, Review
from foundation.refusals import Refusal
from tests.factories import UserFactory, make_answer, make_question

KINDS = st.sampled_from(["personal", "wrong"])
DECISIONS = st.sampled_from(["keep", "keep", "return", "mask", "remove"])  # the last ends it


class ReportMachine(RuleBasedStateMachine):
    """Six members report one answer; two moderators decide; its author edits."""

    def __init__(self):
        super().__init__()
        self.now = timezone.now()
        self.members = UserFactory.create_batch(6)
        self.moderators = UserFactory.create_batch(2)
        for moderator in self.moderators:
            AreaCuratorship.objects.create(user=moderator, area=None, since=self.now)
        self.answer = make_answer(UserFactory(), make_question(UserFactory()))

    def attempt(self, verb, **arguments):
        try:
            return verb(now=self.now, **arguments)
        except Refusal as refusal:
            assert str(refusal)

    @property
    def reviews(self):
        return Review.objects.filter(kind="report", about_id=self.answer.pk)

    def latest(self):
        return self.reviews.order_by("-pk").first()

    @rule(who=st.integers(0, 5), kind=KINDS)
    def report(self, who, kind):
        by = {"reporter": self.members[who], "kind": kind, "note": ""}
        self.attempt(report_text, about=Post.objects.get(pk=self.answer.pk), **by)

    @rule(who=st.integers(0, 1), is_forced=st.booleans())
    def claim(self, who, is_forced):
        if review := self.latest():
            by = {"actor": self.moderators[who], "review": review}
            self.attempt(claim_review, is_forced=is_forced, **by)

    @rule(who=st.integers(0, 1), decision=DECISIONS)
    def decide(self, who, decision):
        if review := self.latest():
            by = {"actor": self.moderators[who], "review": review}
            self.attempt(decide_review, decision=decision, reason="Alasannya.", **by)

    @rule(who=st.integers(0, 1))
    def undo(self, who):
        if review := self.latest():
            self.attempt(undo_decision, actor=self.moderators[who], review=review)

    @rule(seconds=st.sampled_from([3, 11, 700]))
    def wait(self, seconds):
        self.now += timedelta(seconds=seconds)
        carry_out_due(now=self.now)

    @rule()
    def edit(self):
        answer = Post.objects.get(pk=self.answer.pk)
        by = {"editor": answer.author, "answer": answer, "version": answer.version}
        self.attempt(edit_answer, body=f"Diubah pada {self.now:%H%M%S}.", **by)

    @invariant()
    def what_weighs_enough_is_hidden_until_decided(self):
        answer = Post.objects.get(pk=self.answer.pk)
        pending = self.reviews.filter(decided_at=None).first()
        if pending is None or answer.deleted_at:
            return
        # Whoever reported it before and was told that it stays does not hide it again.
        before = Report.objects.filter(review__in=self.reviews.exclude(pk=pending.pk))
        urgent = pending.reports.filter(kind__in=AT_ONCE, weight__gt=0)
        is_urgent = urgent.exclude(reporter__in=before.values("reporter")).exists()
        if pending.score >= HIDES_AT or is_urgent:
            assert answer.hidden_at

    @invariant()
    def one_review_waits_and_its_score_is_its_reports(self):
        waiting = self.reviews.filter(decided_at=None)
        assert waiting.count() <= 1
        for review in waiting:
            assert review.score == sum(review.reports.values_list("weight", flat=True))

    @invariant()
    def what_was_carried_out_was_decided(self):
        for review in self.reviews.exclude(carried_out_at=None):
            assert review.decided_by
            assert review.carried_out_at - review.decided_at >= Review.UNDO


@pytest.mark.django_db
def test_reports_stay_right_in_any_order():
    run_state_machine_as_test(
        ReportMachine, settings=settings(max_examples=25, stateful_step_count=25, deadline=None)
    )
