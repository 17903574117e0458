"""Cleaning what people type: once is enough, and nothing invisible stays."""

import time
import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from foundation.text import BodyField, LineField, clean_body, clean_line

# Letters of many scripts, with the signs that hide and the marks that join dealt more often.
TRICKY = "\u200b\u200d\u202e\u2066\ufeff\u00ad\u061c\u180e\u3164\u0301\u0308\r\n\t\0\x07\x85 e"
texts = st.text(st.one_of(st.sampled_from(TRICKY), st.characters(exclude_categories=["Cs"])))
HIDING = set("\u200b\u200c\u200d\u200e\u200f\u061c\u180e\u202a\u202e\u2060\u2066\ufeff\u00ad\u3164")


@given(texts)
@example("e\u200b\u0301")
@example("\x07e\x0b\u0301")
@example("a" + "\u0344" * 20)
def test_cleaning_a_body_twice_changes_nothing_more(text):
    assert clean_body(clean_body(text)) == clean_body(text)


@given(texts)
@example("a\x85\u200b\u0301")
def test_cleaning_a_line_twice_changes_nothing_more(text):
    assert clean_line(clean_line(text)) == clean_line(text)


@given(texts)
def test_a_cleaned_body_hides_no_sign(text):
    cleaned = clean_body(text)

    assert not HIDING & set(cleaned)
    assert {sign for sign in cleaned if unicodedata.category(sign) == "Cc"} <= {"\n", "\t"}


@given(texts)
def test_a_cleaned_line_is_one_line_with_single_spaces(text):
    cleaned = clean_line(text)

    assert len(cleaned.splitlines()) <= 1
    assert "  " not in cleaned


def test_letters_are_composed_and_line_ends_are_plain():
    assert clean_body("  cafe\u0301\r\nbaru\rlagi  ") == "café\nbaru\nlagi"


@pytest.mark.parametrize("field", [LineField(), BodyField()], ids=["line", "body"])
@pytest.mark.parametrize("text", ["", "   ", "\u200b\u2060\ufeff", "\u3164\u2800", "\0", "\n\t"])
def test_a_text_without_a_visible_sign_counts_as_empty(field, text):
    with pytest.raises(ValidationError) as refused:
        field.clean(text)

    assert [error.code for error in refused.value.error_list] == ["required"]


def test_a_pile_of_marks_on_a_letter_is_cleaned_within_a_second():
    started = time.process_time()

    assert clean_body("a" + "\u0301\u0323" * 250_000) == "a"
    assert time.process_time() - started < 1


def test_marks_of_usual_scripts_and_long_rules_stay():
    text = "\u0628\u0650\u0633\u0652\u0645\u0650 " + "\u2014" * 60

    assert clean_body(text) == text
