"""Word forms of Indonesian without a dictionary: every candidate stem stands beside the word.

mencairkan, pencairan and dicairkan all yield `cair`. Some candidates are no words; they do no
harm, because a query is folded by the same rules.
"""

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[0-9a-z]+")
SHORTEST = 4  # letters of a stem
LONGEST = 40  # letters of a word worth indexing
PARTICLES = ("lah", "kah", "pun", "nya", "ku", "mu")
SUFFIXES = ("kan", "an", "i")
# A prefix, and the letters that it may have swallowed.
PREFIXES = [
    ("meny", ("s",)),
    ("peny", ("s",)),
    ("meng", ("", "k")),
    ("peng", ("", "k")),
    ("mem", ("", "p")),
    ("pem", ("", "p")),
    ("men", ("", "t")),
    ("pen", ("", "t")),
    ("me", ("",)),
    ("pe", ("",)),
    ("di", ("",)),
    ("ter", ("",)),
    ("ber", ("",)),
    ("per", ("",)),
    ("ke", ("",)),
    ("se", ("",)),
]
STOP = frozenset(
    "dan di ke dari yang untuk pada dengan atau ini itu adalah bagaimana apa apakah cara saya "
    "kami kita anda setelah sudah belum bisa tidak ada dalam oleh karena saat agar supaya jika "
    "bila "
    "the a an of to in and or how is what".split()
)
SYNONYMS = [
    {"presensi", "absensi", "kehadiran"},
    {"praktik", "praktek"},
    {"apotek", "apotik"},
    {"dtsen", "dtks"},
    {"opd", "skpd", "skpk"},
    {"sppd", "perjalanan"},
    {"kgb", "berkala"},
    {"bimtek", "bimbingan"},
    {"jp", "pelajaran"},
    {"telaahan", "telaah"},
]
BY_WORD = {word: group for group in SYNONYMS for word in group}


def words_of(text: str) -> list[str]:
    """Lower-case words without accents, in order."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("kerja sama", "kerjasama"))
    return [word[:LONGEST] for word in WORD.findall(plain.encode("ascii", "ignore").decode())]


@lru_cache(maxsize=50_000)
def stems(word: str) -> frozenset[str]:
    """The word and every stem that it may have."""
    if word.isdigit() or len(word) <= SHORTEST:
        return frozenset({word})
    forms = {word}
    for endings in (PARTICLES, SUFFIXES):
        forms |= {
            form.removesuffix(ending)
            for form in forms
            for ending in endings
            if form.endswith(ending)
        }
    for _round in (1, 2):  # dipergunakan, mempertanggungjawabkan: at most two prefixes matter
        forms |= {
            restored + form.removeprefix(prefix)
            for form in forms
            for prefix, swallowed in PREFIXES
            if form.startswith(prefix)
            for restored in swallowed
        }
    return frozenset(form for form in forms if len(form) >= SHORTEST) | {word}


def folded(text: str) -> str:
    """What is indexed for a text."""
    return " ".join(form for word in words_of(text) for form in sorted(stems(word)))


def query_groups(text: str, most: int = 8) -> list[frozenset[str]]:
    """Per word of a query, the forms any of which matches; stop words only when nothing is left."""
    words = list(dict.fromkeys(words_of(text)))[: most * 2]
    telling = [word for word in words if word not in STOP] or words
    return [frozenset().union(*map(stems, BY_WORD.get(word, {word}))) for word in telling[:most]]
