"""Curators give the shelf "Mulai di sini" of an area its order."""

import re

import pytest

from discussions.actions import delete_question, move_on_shelf, put_on_shelf, take_off_shelf
from discussions.models import ShelfItem
from tests.factories import area, make_question
from tests.together import together


@pytest.fixture
def shelf(employee, moderator, now):
    """Three questions on the shelf of finance, in the order in which they were put there."""
    threads = [make_question(employee, title=f"Pertanyaan rak {n} ini?") for n in "ABC"]
    for thread in threads:
        put_on_shelf(actor=moderator, areas=[area()], thread=thread, now=now)
    return list(ShelfItem.objects.all())


def order():
    return "".join(item.thread.title.split()[2] for item in area().shelf.standing())


def test_the_newest_stands_last(shelf):
    assert order() == "ABC"


@pytest.mark.parametrize(
    ("which", "place", "found"),
    [(2, 1, "CAB"), (0, 2, "BAC"), (0, 3, "BCA"), (1, 2, "ABC"), (0, 99, "BCA"), (2, 0, "CAB")],
)
def test_it_stands_where_it_was_moved(shelf, which, place, found):
    for _twice in range(2):
        move_on_shelf(item=shelf[which], place=place)

        assert order() == found


def test_buttons_alone_give_the_order(shelf, moderator, as_user):
    """As a browser without JavaScript presses them; the ends have one button less."""
    client, page = as_user(moderator), f"/bidang/{area().slug}/"
    button = r'formaction="(/mulai-di-sini/%d/geser/)"\s+name="place"\s+value="(\d+)"'

    def buttons(item):
        return re.findall(button % item.pk, client.get(page).content.decode())

    assert [len(buttons(item)) for item in shelf] == [1, 2, 1]
    [(url, place)] = buttons(shelf[2])
    response = client.post(url, {"place": place})

    assert response.url == f"{page}#rak-{shelf[2].pk}"
    assert order() == "ACB"
    assert f'id="rak-{shelf[2].pk}"' in client.get(page).content.decode()


def test_others_see_the_order_and_no_buttons(shelf, employee, as_user):
    move_on_shelf(item=shelf[2], place=1)

    page = as_user(employee).get(f"/bidang/{area().slug}/").content.decode()

    assert re.findall(r"rak ([ABC]) ini", page.partition("Mulai di sini")[2])[:3] == list("CAB")
    assert "/geser/" not in page


@pytest.mark.parametrize("place", ["", "x", "-1", "٣", "9" * 400])
def test_a_place_that_is_none_changes_nothing(shelf, moderator, as_user, place):
    url = f"/mulai-di-sini/{shelf[2].pk}/geser/"

    assert as_user(moderator).post(url, {"place": place}).status_code == 400
    assert order() == "ABC"


def test_what_was_taken_off_meanwhile_is_not_put_back(shelf):
    take_off_shelf(item=ShelfItem.objects.get(pk=shelf[2].pk))

    move_on_shelf(item=shelf[2], place=1)

    assert order() == "AB"


def test_what_is_gone_takes_no_place(shelf, moderator, now):
    """The curator sees two, so that the second is the last."""
    by = {"actor": moderator, "role": "moderator", "reason": "Salah.", "now": now}
    delete_question(thread=shelf[1].thread, **by)

    move_on_shelf(item=shelf[2], place=1)
    move_on_shelf(item=shelf[2], place=2)

    assert order() == "AC"


def test_areas_have_orders_of_their_own(moderator, employee, now):
    for title in "AB":
        thread = make_question(
            employee, title=f"Pertanyaan rak {title} ini?", areas=["T.KEU", "T.NAS"]
        )
        areas = [area("T.KEU"), area("T.NAS")]
        put_on_shelf(actor=moderator, areas=areas, thread=thread, now=now)

    move_on_shelf(item=area("T.NAS").shelf.last(), place=1)

    assert order() == "AB"
    assert [item.place for item in area("T.NAS").shelf.all()] == [1, 2]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_who_move_at_once_leave_one_order(shelf):
    outcomes = together(
        lambda: move_on_shelf(item=shelf[2], place=1), lambda: move_on_shelf(item=shelf[0], place=3)
    )

    assert outcomes == [None, None]
    assert [item.place for item in ShelfItem.objects.all()] == [1, 2, 3]
    assert order() == "CBA"
