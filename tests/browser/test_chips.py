"""A row of chips that is wider than the phone."""

import pytest

IN_SIGHT = """(chip) => { const box = chip.getBoundingClientRect();
  return box.left >= 0 && box.right <= innerWidth; }"""


@pytest.mark.parametrize("js", [True, False])
@pytest.mark.parametrize("path", ["/kabar/?saring=lokakarya", "/saya/pengaturan/"])
def test_the_chosen_chip_is_in_sight(open_as, employee, path, js):
    page = open_as(employee, path, js=js)

    chosen = page.locator(".chips--scroll > [aria-current]").evaluate_handle("(one) => one")

    assert page.evaluate(IN_SIGHT, chosen)
    assert page.evaluate("scrollY") == 0
