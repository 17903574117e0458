"""Pages of long lists: bounded numbers, and links to the near ones."""

import pytest
from django.test import RequestFactory

from accounts.models import Unit
from foundation.paging import Page, page_number, paged
from tests.factories import UnitFactory


def asking(number):
    return RequestFactory().get("/", {"hal": number})


@pytest.mark.parametrize(
    ("asked", "number"),
    [("3", 3), ("0", 1), ("-1", 1), ("", 1), ("x", 1), ("1e3", 1), ("²", 1), ("\0", 1),
     ("999", 200), ("99999", 200), ("9" * 5000, 1), ("٣", 3)],
)  # fmt: skip
def test_a_page_number_is_bounded(asked, number):
    assert page_number(asking(asked)) == number


def test_rows_are_cut_into_pages(db):
    before = Unit.objects.count()
    UnitFactory.create_batch(5)

    page = paged(Unit.objects.order_by("-pk"), asking("2"), size=2)

    assert (len(page.rows), page.number, page.pages) == (2, 2, -(-(before + 5) // 2))
    assert page.has_more


def test_a_page_past_the_end_is_empty(db):
    page = paged(Unit.objects.none(), asking("7"), size=2)

    assert (page.rows, page.has_more) == ([], False)


@pytest.mark.parametrize(
    ("number", "pages", "near"),
    [(1, 1, [1]), (1, 3, [1, 2, 3]), (5, 9, [1, None, 4, 5, 6, None, 9]), (9, 9, [1, None, 8, 9])],
)
def test_links_lead_to_near_pages_with_gaps(number, pages, near):
    assert Page([], number, pages).near == near
