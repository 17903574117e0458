"""Row 70: numbers of people are found in what is typed, and masked but for two digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.privacy import IDENTITY, find_personal_data, mask


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("NIP 198501012010031002 atas nama beliau", "nip"),
        ("NIP. 19850101 201003 1 002", "nip"),
        ("NIK saya 1102014507900003", "nik"),
        ("KK: 1102-0105-0315-0007.", "nik"),
        ("NIK 1102.0145.0790.0003", "nik"),
        ("NIP.198501012010031002", "nip"),
        ("NIK_1102014507900003", "nik"),
        ("no 1 1102014507900003", "nik"),
        ("1985.0101.2010.03.1.002", "nip"),
        ("19850101–201003 1\t002,5", "nip"),
        ("hp.081234567890", "phone"),
        ("WA0812.3456.7890", "phone"),
        ("(0812) 3456 7890", "phone"),
        ("NIP 19850101.201003.1.002", "nip"),
        ("hubungi 0812-3456-7890 ya", "phone"),
        ("WA +62 812 3456 789", "phone"),
        ("transfer ke rekening BSI 7123456789", "account"),
        ("No. rek: 010 301 234567", "account"),
    ],
)
def test_what_is_found(text, kind):
    assert [one.kind for one in find_personal_data(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "kode rekening belanja 5.1.02.01.01.0024",
        "Rp1.250.000.000 untuk 24 orang",
        "Perbup Nomor 12 Tahun 2020 pasal 1234",
        "nomor tiket 9999999999999999",
        "kode rekening 5102010100240 salah kamar",
        "versi 2.0.1234567890123456",
        "pukul 08.00-16.00 WIB",
    ],
)
def test_what_is_no_person(text):
    assert find_personal_data(text) == []


def test_masking_leaves_two_digits_and_everything_else():
    text = "NIP 198501012010031002, telepon 081234567890, Perbup 12/2020"

    assert mask(text) == "NIP ••••••••••••••••02, telepon ••••••••••90, Perbup 12/2020"


def test_identity_numbers_alone_are_masked_where_a_phone_number_may_stand():
    text = "NIP 198501012010031002, narahubung 081234567890"

    assert mask(text, IDENTITY) == "NIP ••••••••••••••••02, narahubung 081234567890"


@given(st.text(alphabet="0123456789 -.+abkreNIP", max_size=200))
def test_masked_text_is_as_long_and_shows_nobody(text):
    masked = mask(text)

    assert len(masked) == len(text)
    assert {one.kind for one in find_personal_data(masked)} & {"nip", "nik"} == set()


def test_texts_made_to_hurt_cost_little():
    """20,000 signs that almost match; a quadratic pattern would take minutes."""
    for unit in ("1 ", "19850101", "0 8", "1102014507900003", "rekening 1 "):
        mask((unit * 20_000)[:20_000])
