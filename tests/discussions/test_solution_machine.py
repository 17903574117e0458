"""Any order of choosing, locking, removing and merging keeps the choice and its ledger right."""

import pytest
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from discussions.actions import (
    accept_answer,
    delete_answer,
    lock_solution,
    mark_outdated,
    recount,
    restore_answer,
    unaccept_answer,
    unlock_solution,
    unmark_outdated,
)
from discussions.models import Post, Solution, SolutionEvent, Thread
from foundation.refusals import Refusal
from tests.factories import UserFactory, make_answer, make_question

ROLES = st.sampled_from(["asker", "moderator"])
WHICH = st.integers(0, 2)


class SolutionMachine(RuleBasedStateMachine):
    """An asker and a moderator who disagree about three answers."""

    def __init__(self):
        super().__init__()
        self.now = timezone.now()
        self.asker, self.moderator = UserFactory(), UserFactory()
        self.thread = make_question(self.asker)
        self.answers = [make_answer(UserFactory(), self.thread) for _each in range(3)]

    def attempt(self, verb, **arguments):
        try:
            verb(now=self.now, **arguments)
        except Refusal as refusal:
            assert str(refusal)

    def actor(self, role):
        return self.asker if role == "asker" else self.moderator

    @rule(which=WHICH, role=ROLES, is_also=st.booleans())
    def choose(self, which, role, is_also):
        answer, by = self.answers[which], self.actor(role)
        self.attempt(accept_answer, actor=by, answer=answer, kind=role, is_also=is_also)

    @rule(which=WHICH, role=ROLES)
    def take_back(self, which, role):
        answer = self.answers[which]
        self.attempt(unaccept_answer, actor=self.actor(role), answer=answer, role=role)

    @rule(which=WHICH, role=st.sampled_from(["author", "moderator"]))
    def remove(self, which, role):
        answer = self.answers[which]
        by = answer.author if role == "author" else self.moderator
        self.attempt(delete_answer, actor=by, answer=answer, role=role, reason="Salah.")

    @rule(which=WHICH)
    def bring_back(self, which):
        self.attempt(restore_answer, actor=self.moderator, answer=self.answers[which])

    @rule(which=WHICH)
    def outdate(self, which):
        post = Post.objects.get(pk=self.answers[which].pk)
        by = {"actor": self.moderator, "post": post}
        self.attempt(mark_outdated, reason="Sudah dicabut.", version=post.version, **by)

    @rule(which=WHICH)
    def renew(self, which):
        self.attempt(unmark_outdated, actor=self.moderator, post=self.answers[which])

    @rule(is_locked=st.booleans())
    def lock(self, is_locked):
        thread = Thread.objects.get(pk=self.thread.pk)
        if is_locked:
            self.attempt(lock_solution, actor=self.moderator, thread=thread, reason="Diperiksa.")
        else:
            self.attempt(unlock_solution, actor=self.moderator, thread=thread)

    @invariant()
    def the_pinned_answer_stands_and_is_a_solution(self):
        thread = Thread.objects.get(pk=self.thread.pk)
        solutions = set(Solution.objects.filter(thread=thread).values_list("post", flat=True))
        assert (thread.best_answer_id in solutions) == bool(solutions)
        standing = set(thread.posts.standing().values_list("pk", flat=True))
        assert solutions <= standing
        if thread.solution_locked_at:
            assert solutions

    @invariant()
    def the_ledger_tells_how_it_came(self):
        chosen, locked = set(), False
        for event in SolutionEvent.objects.filter(thread=self.thread).order_by("pk"):
            if event.verb == "accept":
                chosen.add(event.post_id)
            if event.verb in ("replace", "withdraw"):
                chosen.discard(event.post_id)
            locked = {"lock": True, "unlock": False}.get(event.verb, locked)
        thread = Thread.objects.get(pk=self.thread.pk)
        assert chosen == set(Solution.objects.filter(thread=thread).values_list("post", flat=True))
        assert locked == bool(thread.solution_locked_at)

    @invariant()
    def nothing_drifts(self):
        assert recount(repair=False) == []


@pytest.mark.django_db
def test_choices_stay_right_in_any_order():
    run_state_machine_as_test(
        SolutionMachine, settings=settings(max_examples=12, stateful_step_count=20, deadline=None)
    )
