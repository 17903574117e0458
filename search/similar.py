"""Things that a title resembles: any common word makes a candidate, likeness decides.

Measured on paraphrases (discussions.md 2.10): requiring every word finds none of ten, any word all
of them with noise; trigrams then separate the two. They know spelling but not order or prefixes,
so words in common (by stem and synonym) are counted beside them.
"""

from collections.abc import Collection

from search.finding import search
from search.folding import STOP, query_groups, words_of
from search.models import SearchEntry

NEAR = 0.2  # likeness from which a title is worth showing
STRONG = 0.45  # likeness from which it most likely asks the same
SAME = 0.6  # share of words in common from which it does, whatever their forms
FEWEST = 3  # words in common: two alone say little


def similar(
    *, text: str, kind: str, audiences: Collection[str], most: int = 3
) -> list[SearchEntry]:
    """Entries of a kind, likest first, each with its `likeness` from 0 to 1."""
    groups = query_groups(text)
    if not audiences or not set(words_of(text)) - STOP:
        return []
    entries = search(groups, audiences, [kind], 1, every=False).entries
    wanted = trigrams(text)
    for entry in entries:
        letters = likeness(wanted, trigrams(entry.title))
        shared = common(groups, query_groups(entry.title))
        entry.likeness = max(letters, shared if shared >= SAME else 0.0)
    near = [entry for entry in entries if entry.likeness >= NEAR]
    return sorted(near, key=lambda entry: -entry.likeness)[:most]


def trigrams(text: str) -> frozenset[str]:
    """Of the words that tell something, each padded as PostgreSQL's pg_trgm does."""
    padded = (f"  {word} " for word in words_of(text) if word not in STOP)
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def common(one: list[frozenset[str]], other: list[frozenset[str]]) -> float:
    """The share of the words of both that stand in the other, too, in any form."""
    here = sum(any(word & its for its in other) for word in one)
    there = sum(any(word & its for its in one) for word in other)
    return (here + there) / (len(one) + len(other)) if min(here, there) >= FEWEST else 0.0
