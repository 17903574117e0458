"""Every page: usable by everybody, at every size, with and without JavaScript, and light."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from discussions.actions import post_comment
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.pages import build_world
from tests.factories import UserFactory, make_answer, make_question

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALLEST = {"width": 320, "height": 640}
TINY = """() => [...document.querySelectorAll(
  'a[href], button, input:not([type=hidden]), select, textarea, summary, label.chip')]
  .filter((one) => { const box = one.getBoundingClientRect();
    const isPart = one.closest('.sr, .skip') || one.matches('.chip input, .choice input');
    if (!box.width || isPart) return false;
    return getComputedStyle(one).display !== 'inline' && (box.height < 24 || box.width < 24); })
  .map((one) => one.outerHTML.slice(0, 80))"""
OUTLINE = "() => [...document.querySelectorAll('h1,h2,h3,h4')].map((one) => Number(one.tagName[1]))"
OVER = """() => Math.max(document.documentElement.scrollWidth - innerWidth,
  ...[...document.querySelectorAll('.tabbar a')].map((one) => one.scrollWidth - one.clientWidth))"""
WEIGHT = """() => performance.getEntriesByType('navigation')
  .concat(performance.getEntriesByType('resource'))
  .map((entry) => [new URL(entry.name).pathname, entry.transferSize, entry.initiatorType])"""


@pytest.fixture
def world(employee, leader, moderator):
    return build_world(employee, leader, moderator)


def visits(world):
    for role, paths in world.paths().items():
        yield getattr(world, role) if role else None, paths


def violations(page):
    found = Axe().run(page, options={"runOnly": RULES})
    return [
        (page.url, rule["id"], rule["nodes"][0]["html"][:120])
        for rule in found.response["violations"]
    ]


def test_no_page_breaks_a_rule_of_accessibility(open_as, world):
    found = []
    for person, paths in visits(world):
        page = open_as(person, "/bantuan/")
        for path in paths:
            page.goto(path)
            found += violations(page)
            found += [(path, "small target", one) for one in page.evaluate(TINY)]
            assert page.evaluate(OUTLINE).count(1) == 1, path
        assert page.errors == []

    assert found == []


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_five_pages_hold_in_both_widths_and_themes(open_as, world, viewport, scheme):
    page = open_as(world.employee, "/bantuan/", viewport=viewport, color_scheme=scheme)
    paths = ["/", "/tanya/baru/", world.thread.get_absolute_url()]
    paths += ["/lokakarya/?tampil=bulan", "/lokakarya/?tampil=pekan"]
    paths += [world.workshop.get_absolute_url()]

    found = []
    for path in paths:
        page.goto(path)
        found += violations(page)

    assert found == []


def test_nothing_scrolls_sideways_on_the_smallest_phone_with_large_text(open_as, world, site):
    wide = []
    for person, paths in visits(world):
        page = open_as(person, "/bantuan/", viewport=SMALLEST)
        page.context.add_cookies([{"name": "teks", "value": "larger", "url": site.url}])
        for path in paths:
            page.goto(path)
            over = page.evaluate(OVER)
            if over > 1:  # one pixel of rounding
                wide.append((path, over))

    assert wide == []


CUT = """() => Math.max(0, ...[...document.querySelectorAll('main .list *, main h1')]
  .map((one) => one.getBoundingClientRect().right - innerWidth))"""
LONG = "w" * 300
LONG_WORDS = "\n\n".join(
    [LONG, f"# {LONG}", f"**{LONG}**", f"- {LONG}", f"> {LONG}", f"`{LONG}`", f"    {LONG}",
     f"https://contoh.id/{LONG}", f"|{LONG}|{LONG}|\n|-|-|\n|{LONG}|{LONG}|"]
)  # fmt: skip


def test_words_of_300_signs_do_not_widen_a_page(open_as, employee, colleague):
    """In every kind of block; a title, of at most 150 signs, is one word too."""
    thread = make_question(employee, title=LONG[:150], body=LONG_WORDS)
    answer = make_answer(colleague, thread, body=LONG_WORDS)
    post_comment(author=employee, post=answer, body=LONG_WORDS[:500], now=timezone.now())
    page = open_as(employee, "/bantuan/", viewport=SMALLEST)

    wide = {}
    for path in [
        thread.get_absolute_url(),
        "/tanya/",
        f"/tanya/{thread.public_id}/sunting/",
        f"/tanya/{thread.public_id}/riwayat/",
        f"/cari/?q={LONG[:150]}",
        "/kabar/",
        f"/orang/{employee.public_id}/",
        "/",
    ]:
        assert page.goto(path).status == 200, path
        wide[path] = max(page.evaluate(OVER), page.evaluate(CUT))

    assert {path: over for path, over in wide.items() if over > 1} == {}


def test_row_83_every_page_reads_without_javascript(open_as, world):
    for person, paths in visits(world):
        page = open_as(person, "/bantuan/", js=False)
        for path in paths:
            response = page.goto(path)
            assert response.status < 500, path
            assert page.locator("h1").count() == 1, path
            assert page.locator("main form button, main a, main h1").count() > 0, path


def test_cold_pages_stay_inside_the_budgets(open_as, world):
    """Ux 4.4: 60 KB and 6 requests cold; HTML 12 KB, or 20 for a question with 20 answers."""
    for _person in range(17):
        make_answer(UserFactory(), world.thread)
    for path, html in [
        ("/", 12),
        ("/lokakarya/?tampil=bulan", 12),
        ("/lokakarya/?tampil=pekan", 12),
        (world.thread.get_absolute_url(), 20),
    ]:
        page = open_as(world.employee, path)
        page.wait_for_load_state("networkidle")
        loaded = [row for row in page.evaluate(WEIGHT) if row[2] not in ("other", "fetch")]

        first_load = [row for row in loaded if not row[0].startswith("/static/js/draft")]
        first_load = [row for row in first_load if not row[0].startswith("/static/js/toolbar")]
        assert sum(row[1] for row in loaded) <= 60 * 1024, loaded
        assert len(first_load) <= 6, first_load
        assert loaded[0][1] <= html * 1024, loaded[0]


def test_keyboard_focus_is_never_under_the_bars(open_as, world):
    page = open_as(world.employee, world.thread.get_absolute_url())
    hidden = page.evaluate(
        """() => { const bad = [];
        const edge = (name) => document.querySelector(name).getBoundingClientRect();
        for (const one of document.querySelectorAll('main a[href], main button, main textarea')) {
          if (!one.checkVisibility()) continue;
          one.focus(); one.scrollIntoView({block: 'nearest'});
          const box = one.getBoundingClientRect();
          const isHidden = box.bottom <= edge('.topbar').bottom || box.top >= edge('.tabbar').top;
          if (isHidden) bad.push(one.outerHTML.slice(0, 80));
        } return bad; }"""
    )

    assert hidden == []
