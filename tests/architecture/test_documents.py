"""The documents tell the truth: tests they name exist, settings are all listed."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`")
LISTED = re.compile(r"^\| (\d+) \| .*\.py", re.MULTILINE)
DEFINED = re.compile(r"^(?:async )?def (test_\w+)\(", re.MULTILINE)
# What the issue of the questions asks to be shown (discussions.md, parts 1, 3 and 4).
SPANS = "1-8 10-28 34-36 38-43 62-70 74-84 86-89 93-95"
IDEAS = (3, 4, 5, 6, 7, 11, 14)
# What the issue of the workshops asks to be shown (workshops.md, parts 1 and 4).
SPANS_OF_WORKSHOPS = {
    "a": "1 3-6 8",
    "b": "1 3-13",
    "c": "1-8 10-17 19 21-23 25",
    "d": "1-3 5-11",
    "e": "1-10",
    "h": "1-3 5-6",
    "i": "1-4",
    "j": "1 6-8",
}
IDEAS_OF_WORKSHOPS = (3, 4, 5, 7, 8, 9, 10, 13, 14, 15)
JOURNEYS = [2, 3, 4, 5, 6, 7, 12, 13, 14, 21, 22, 23, 24, 28]  # in a real browser (ux 6.1)
BAD_INPUT = [  # of the same issue
    "An answer of another question is chosen",
    "Two moderators choose at once",
    "A question repeats itself, or in a circle",
    "A question is merged into a removed one",
    "A best solution is deleted",
    "A text is edited after closing",
    "An old tab answers a closed or answered question",
    "A draft meets one of another device",
    "A photo has 14 MB",
    "An SVG or a polyglot is called JPG",
    "A text mentions 5,000 people",
    "An asker leaves while the answer is written",
    "Any text in any form",
]
BEING_BUILT: set[str] = set()  # take out what is there


def numbers_of(spans):
    ends = [span.split("-") for span in spans.split()]
    return [n for first, *last in ends for n in range(int(first), int(*last or [first]) + 1)]


def asked_for():
    """`row_1` … `defect_14`, `idea_14`."""
    rows = [f"row_{n}" for n in numbers_of(SPANS)]
    return [*rows, *(f"defect_{n}" for n in range(1, 15)), *(f"idea_{n}" for n in IDEAS)]


def asked_of_workshops():
    """`row_a1` … `row_j8`, `idea_15`."""
    spans = SPANS_OF_WORKSHOPS.items()
    rows = [f"row_{group}{n}" for group, text in spans for n in numbers_of(text)]
    return [*rows, *(f"idea_{n}" for n in IDEAS_OF_WORKSHOPS)]


def functions_of(path):
    return set(DEFINED.findall(path.read_text(encoding="utf-8")))


def capabilities():
    return (ROOT / "docs" / "capabilities.md").read_text(encoding="utf-8")


def test_every_capability_names_a_test_that_exists():
    missing = [
        (path, name)
        for path, name in NAMED.findall(capabilities())
        if not (ROOT / path).exists() or (name and name not in functions_of(ROOT / path))
    ]

    assert missing == []


def unsaid(wanted, *folders):
    """What no test in these folders has in its name."""
    paths = [path for folder in folders for path in (ROOT / folder).rglob("test_*.py")]
    functions = {name for path in paths for name in functions_of(path)}
    return {
        one for one in wanted if not any(re.search(rf"_{one}(_|$)", name) for name in functions)
    }


def test_every_row_has_a_test_that_says_it():
    assert unsaid(asked_for(), "tests") == BEING_BUILT


def test_every_row_of_the_workshops_has_a_test_that_says_it():
    assert unsaid(asked_of_workshops(), "tests/workshops", "tests/browser") == set()


def test_every_row_is_listed_in_its_order_with_a_test_that_says_it():
    of_questions = capabilities().partition("### Ideas")[0]
    wanted = [name for name in asked_for() if name not in BEING_BUILT]
    rows = [int(number) for number in LISTED.findall(of_questions)]

    assert rows == sorted(set(rows))
    assert {int(name[4:]) for name in wanted if name.startswith("row_")} <= set(rows)
    assert [name for name in wanted if f"test_{name}_" not in capabilities()] == []


def test_every_bad_input_is_listed_with_its_tests():
    table = capabilities().partition("### Bad input")[2].partition("###")[0]
    rows = re.findall(r"^\| ([A-Z][^|]+) \| [^|]+ \| `tests/.*::test_\w+` \|$", table, re.MULTILINE)

    assert rows == BAD_INPUT


def test_every_journey_has_a_browser_test_that_says_it():
    """And stands in the table of journeys beside it."""
    browser = {
        name
        for path in (ROOT / "tests" / "browser").glob("test_*.py")
        for name in functions_of(path)
    }
    table = capabilities().partition("### Journeys")[2].partition("###")[0]
    rows = re.findall(r"^\| J(\d+) \| .*::(test_\w+)` \|$", table, re.MULTILINE)

    assert [int(journey) for journey, _test in rows] == JOURNEYS
    assert [test for journey, test in rows if f"_j{journey}_" not in test] == []
    assert {test for _journey, test in rows} <= browser


def test_every_complaint_is_listed_with_its_tests():
    """Of users of other systems (workshops.md, part 3); a test that names one stands there."""
    table = capabilities().partition("### What users of other")[2].partition("Not for us")[0]
    rows = re.findall(r"^\| ([^|]*\S) \| ([^|]*) \|$", table, re.MULTILINE)
    paths = (ROOT / "tests" / "workshops").glob("test_*.py")
    named = {name for path in paths for name in functions_of(path) if "_complaint_" in name}

    assert [row for row, tests in rows if "(" in row and "tests/" not in tests] == []
    assert {name for name in named if name not in table} == set()


def test_every_setting_from_the_environment_is_listed():
    code = "\n".join(
        (ROOT / "forum_project" / name).read_text(encoding="utf-8")
        for name in ("settings.py", "engines.py", "serve.py")
    )
    read = set(re.findall(r"\"(FORUM_[A-Z_]+|[A-Z]+_URL|PORT)\"", code))
    listed = set(re.findall(r"`([A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text()))

    assert read - listed == set()


def test_the_readme_stays_short():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150


def test_no_registry_stands_in_a_lock_file():
    found = [
        path.name
        for path in (ROOT / "requirements").glob("*.lock")
        if re.search(r"https?://", path.read_text(encoding="utf-8"))
    ]

    assert found == []
