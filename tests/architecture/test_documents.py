"""The documents tell the truth: tests they name exist, settings are all listed."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`")
LISTED = re.compile(r"^\| (\d+) \| .*\.py", re.MULTILINE)
DEFINED = re.compile(r"^(?:async )?def (test_\w+)\(", re.MULTILINE)
# What the issue of the questions asks to be shown (discussions.md, parts 1, 3 and 4).
SPANS = "1-8 10-28 34-36 38-43 62-70 74-84 86-89 93-95".split()
IDEAS = (3, 4, 5, 6, 7, 11, 14)
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


def asked_for():
    """`row_1` … `defect_14`, `idea_14`."""
    ends = [span.split("-") for span in SPANS]
    rows = [f"row_{n}" for first, last in ends for n in range(int(first), int(last) + 1)]
    return [*rows, *(f"defect_{n}" for n in range(1, 15)), *(f"idea_{n}" for n in IDEAS)]


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


def test_every_row_has_a_test_that_says_it():
    functions = {
        name for path in (ROOT / "tests").rglob("test_*.py") for name in functions_of(path)
    }
    said = {
        wanted
        for wanted in asked_for()
        if any(re.search(rf"(^|_){wanted}(_|$)", name) for name in functions)
    }

    assert set(asked_for()) - said == BEING_BUILT


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
