"""Sending a form twice: the second time finds what the first one made."""

from datetime import timedelta

import pytest

from discussions.models import Post, Thread
from foundation.actions import forget_old_rows
from foundation.models import SentForm
from foundation.once import once


def test_the_second_sending_finds_the_noun(question, employee, now):
    with once(user=employee, key="satu", makes=Thread, now=now) as first:
        first.keep(question)

    with once(user=employee, key="satu", makes=Thread, now=now) as second:
        assert second.made == question


def test_without_a_key_nothing_is_remembered(question, employee, now):
    with once(user=employee, key="", makes=Thread, now=now) as sending:
        sending.keep(question)

    assert SentForm.objects.filter(user=employee).count() == 0


def test_the_same_key_of_another_person_is_another_form(question, employee, colleague, now):
    with once(user=employee, key="satu", makes=Thread, now=now) as first:
        first.keep(question)

    with once(user=colleague, key="satu", makes=Thread, now=now) as second:
        assert second.made is None


def test_a_failed_sending_leaves_the_key_free(question, employee, now):
    with (
        pytest.raises(ZeroDivisionError),
        once(user=employee, key="satu", makes=Thread, now=now) as sending,
    ):
        sending.keep(question)
        raise ZeroDivisionError

    assert SentForm.objects.filter(user=employee).count() == 0


def test_keys_are_forgotten_after_a_day(employee, now):
    with once(user=employee, key="lama", makes=Thread, now=now - timedelta(hours=25)):
        pass
    with once(user=employee, key="baru", makes=Thread, now=now - timedelta(hours=23)):
        pass

    assert forget_old_rows(now=now) == 1
    assert SentForm.objects.get().key == "baru"


def test_the_key_of_another_form_finds_nothing(question, employee, now):
    with once(user=employee, key="satu", makes=Thread, now=now) as first:
        first.keep(question)
    question.posts.update(public_id=question.public_id)

    with once(user=employee, key="satu", makes=Post, now=now) as second:
        assert second.made is None


def test_other_words_from_the_same_form_make_another(question, employee, now):
    with once(user=employee, key="satu", makes=Thread, now=now) as first:
        assert first.made_with(title="Pajak", areas=[question]) is None
        first.keep(question)

    with once(user=employee, key="satu", makes=Thread, now=now) as same:
        assert same.made_with(title="Pajak", areas=[question]) == question

    with once(user=employee, key="satu", makes=Thread, now=now) as other:
        assert other.made_with(title="Pajak", areas=[]) is None


def test_what_it_made_counts_also_after_somebody_edited_it(question, employee, now):
    with once(user=employee, key="satu", makes=Thread, now=now) as first:
        first.made_with(title=question.title)
        first.keep(question)
    said, question.title = question.title, "Judul yang dibetulkan moderator"
    question.save()

    with once(user=employee, key="satu", makes=Thread, now=now) as again:
        assert again.made_with(title=said) == question


def test_a_form_that_waited_through_the_update_is_still_one(question, employee, now):
    with once(user=employee, key="satu", makes=Thread, now=now) as first:
        first.made_with(title="Pajak")
        first.keep(question)
    SentForm.objects.update(said="")

    with once(user=employee, key="satu", makes=Thread, now=now) as again:
        assert again.made_with(title="Pajak") == question
