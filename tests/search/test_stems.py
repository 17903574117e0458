"""Word forms of Indonesian meet in a common stem."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.folding import folded, query_groups, stems, words_of


@pytest.mark.parametrize(
    "words",
    [
        ["mencairkan", "pencairan", "dicairkan"],
        ["menulis", "penulisan", "ditulis", "tulisan"],
        ["mengoreksi", "pengoreksian", "koreksi", "dikoreksi"],
        ["penyusunan", "menyusun", "disusun"],
        ["memperbaiki", "perbaikan", "diperbaiki"],
    ],
)
def test_forms_of_one_word_share_a_stem(words):
    assert frozenset.intersection(*map(stems, words))


def test_unrelated_words_share_no_stem():
    assert not stems("pencairan") & stems("penulisan")


@given(st.text(max_size=300))
def test_any_text_is_folded_to_plain_words(text):
    assert set(folded(text)) <= set("0123456789abcdefghijklmnopqrstuvwxyz ")
    assert len(query_groups(text)) <= 8


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=40))
def test_a_word_is_among_its_own_stems(word):
    assert word in stems(word)


def test_accents_and_case_do_not_matter():
    assert words_of("Café KERJA SAMA") == ["cafe", "kerjasama"]
