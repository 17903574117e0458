"""NIP: eighteen digits, each group with its own rule and its own sentence."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.nip import bare_nip, check_nip, masked

TODAY = date(2026, 11, 24)
FULL_WIDTH = {ord("0") + n: 0xFF10 + n for n in range(10)}
PNS, PPPK = "198609262015051001", "200012312024211001"


def code_of(nip, *, employment="PNS"):
    with pytest.raises(ValidationError) as refused:
        check_nip(nip, employment=employment, today=TODAY)
    return refused.value.code


@st.composite
def valid_nips(draw):
    """A NIP that keeps every rule, with the employment it belongs to."""
    born = draw(st.dates(date(1957, 1, 1), date(2006, 12, 31)))
    year = draw(st.integers(born.year + 17, TODAY.year))
    is_pppk = draw(st.booleans())
    code = draw(st.integers(21, 29) if is_pppk else st.integers(1, 12))
    end = draw(st.sampled_from("12")) + f"{draw(st.integers(1, 999)):03}"
    employment = "PPPK" if is_pppk else draw(st.sampled_from(["PNS", "CPNS"]))
    return f"{born:%Y%m%d}{year}{code:02}{end}", employment


@given(valid_nips())
def test_a_nip_that_keeps_the_rules_is_accepted(valid):
    nip, employment = valid

    assert check_nip(nip, employment=employment, today=TODAY) == nip


@given(valid_nips(), st.sampled_from(["{} {} {} {}", "{}.{}.{}.{}", "{}\u00a0{}\u00a0{} {}\n"]))
def test_spaces_and_dots_between_the_groups_do_not_matter(valid, shape):
    nip, employment = valid
    written = shape.format(nip[:8], nip[8:14], nip[14], nip[15:])

    assert check_nip(written, employment=employment, today=TODAY) == nip


@given(valid_nips(), st.sampled_from(["", "0"]))
def test_one_digit_less_or_more_is_refused(valid, extra):
    nip, employment = valid

    assert code_of(nip + "0" if extra else nip[:-1], employment=employment) == "digits"


@given(valid_nips())
def test_the_other_employment_is_refused(valid):
    nip, employment = valid
    other = "PNS" if employment == "PPPK" else "PPPK"

    assert code_of(nip, employment=other) == "employment"


@given(st.text(max_size=40), st.sampled_from(["PNS", "CPNS", "PPPK", "PPPK_PW", "", "x"]))
def test_any_text_is_accepted_or_refused_with_a_sentence(text, employment):
    try:
        code = check_nip(text, employment=employment, today=TODAY) and "fine"
    except ValidationError as refused:
        code = refused.code

    assert code in {"fine", "digits", "birth", "age", "kind", "employment", "year", "end"}


@pytest.mark.parametrize(
    ("nip", "code"),
    [
        ("", "digits"),
        ("131234567", "digits"),
        ("19860926201505100a", "digits"),
        (PNS.translate(FULL_WIDTH), "digits"),
        ("198613262015051001", "birth"),
        ("198602302015051001", "birth"),
        ("000000002015051001", "birth"),
        ("194001012015051001", "age"),
        ("201001012026051001", "age"),
        ("198609262015131001", "kind"),
        ("198609262015001001", "kind"),
        ("198609262015201001", "kind"),
        ("198609262015301001", "kind"),
        ("198609262015211001", "employment"),
        ("198609262027051001", "year"),
        ("198609262002051001", "year"),
        ("198609262015053001", "end"),
        ("198609262015050001", "end"),
        ("198609262015051000", "end"),
    ],
)
def test_each_broken_rule_has_its_own_error(nip, code):
    assert code_of(nip) == code


def test_each_rule_has_its_own_sentence():
    broken = ["1", PNS.replace("0926", "1326"), "1940" + PNS[4:], PNS[:12] + "13" + PNS[14:],
              PPPK, PNS[:8] + "2027" + PNS[12:], PNS[:-3] + "000"]  # fmt: skip
    sentences = set()
    for nip in broken:
        with pytest.raises(ValidationError) as refused:
            check_nip(nip, employment="PNS", today=TODAY)
        sentences.add(refused.value.message)

    assert len(sentences) == len(broken)


def test_age_is_counted_to_the_day():
    assert code_of("200911252026111001") == "age"
    assert check_nip("200911242026111001", employment="PNS", today=TODAY)


def test_part_time_pppk_needs_eighteen_digits_only():
    assert check_nip("9" * 18, employment="PPPK_PW", today=TODAY) == "9" * 18
    assert code_of("9" * 17, employment="PPPK_PW") == "digits"


def test_a_masked_nip_shows_its_last_two_digits():
    assert masked(bare_nip("19860926 201505 1 001")) == "•" * 16 + "01"
