"""Rows 76, 77: drafts go on from another device; two tabs never overwrite each other."""

import json
from datetime import timedelta

import pytest

from foundation.actions import forget_old_rows
from foundation.drafts import MOST, DraftIsNewer, find_draft, keep_draft
from foundation.models import Draft
from tests.factories import area, make_workshop
from tests.together import together

FORM = "/tanya/baru/"
VALUES = [["title", "Bagaimana mencairkan SPP-GU?"], ["body", "Belum selesai"]]


@pytest.fixture
def send(as_user, employee):
    """The employee's browser saves a draft; changes replace its parts."""
    client = as_user(employee)

    def post(**changes):
        draft = {"form": FORM, "values": VALUES, "key": "satu", "sequence": 0} | changes
        return client.post("/saya/draf/", json.dumps(draft), content_type="application/json")

    post.read = lambda: client.get("/saya/draf/", {"form": FORM}).json()
    return post


def test_row_76_another_device_goes_on_with_it(send):
    assert send().json() == {"sequence": 1}

    found = send.read()

    assert (found["values"], found["sequence"]) == (VALUES, 1)


def test_row_77_the_second_tab_is_told_and_nothing_is_overwritten(send):
    send()
    send(values=[["body", "Tab pertama"]], sequence=1)

    late = send(values=[["body", "Tab kedua"]], sequence=1)

    assert (late.status_code, late.json()["values"]) == (409, [["body", "Tab pertama"]])
    assert send.read()["values"] == [["body", "Tab pertama"]]
    assert send(values=[["body", "Tab kedua"]], sequence=2).json() == {"sequence": 3}


def test_what_was_sent_is_no_draft_any_more(send, as_user, employee, question_fields):
    send()

    as_user(employee).post(FORM, question_fields | {"key": "satu"})

    assert send.read() == {}
    assert not Draft.objects.exists()


def test_what_was_sent_is_not_offered_on_the_page_of_all(send, as_user, employee, question_fields):
    send()
    as_user(employee).post(FORM, question_fields | {"key": "satu"})

    assert "Belum selesai" not in as_user(employee).get("/saya/draf/").content.decode()


def test_it_is_thrown_away_as_a_browser_says_it(send, as_user, employee):
    """Without a key: what is put away needs none."""
    send()
    body = json.dumps({"form": FORM, "values": [], "sequence": 1})

    dropped = as_user(employee).post("/saya/draf/", body, content_type="application/json")

    assert dropped.status_code == 200
    assert not Draft.objects.exists()


def test_it_can_be_thrown_away(send):
    send()

    assert send(values=[], sequence=1).json() == {}
    assert send.read() == {}


def test_nobody_reads_anothers(send, as_user, colleague):
    send()

    assert as_user(colleague).get("/saya/draf/", {"form": FORM}).json() == {}


@pytest.mark.parametrize(
    "broken",
    [
        {"form": "javascript:alert(1)"},
        {"form": "/" + "a" * 80},
        {"values": "teks"},
        {"values": [["a"]]},
        {"values": [["a", 1]]},
        {"values": [["a", "b\0"]]},
        {"values": [["a", "\ud800"]]},
        {"values": [["a", "b"]] * 121},
        {"values": [["a", "x" * 70_000]]},
        {"sequence": "dua"},
    ],
)
def test_what_is_no_draft_gets_a_sentence(send, broken):
    response = send(**broken)

    assert response.status_code == 400
    assert response.json()["message"]
    assert not Draft.objects.exists()


@pytest.mark.parametrize("body", ["", "[]", "null", "{", '"x"'])
def test_what_is_no_json_gets_a_sentence(as_user, employee, body):
    response = as_user(employee).post("/saya/draf/", body, content_type="application/json")

    assert response.status_code == 400


def test_the_oldest_make_room(employee, now):
    for number in range(MOST + 3):
        at = now + timedelta(seconds=number)
        keep_draft(user=employee, form=f"/j/{number}/", fields={}, sequence=0, now=at)

    assert Draft.objects.count() == MOST
    assert find_draft(user=employee, form="/j/0/") is None


def test_it_is_kept_for_ninety_days(employee, now):
    keep_draft(user=employee, form=FORM, fields={}, sequence=0, now=now)

    forget_old_rows(now=now + timedelta(days=89))
    assert Draft.objects.exists()
    forget_old_rows(now=now + timedelta(days=91))
    assert not Draft.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_at_once_leave_one(employee, now):
    keep_draft(user=employee, form=FORM, fields={}, sequence=0, now=now)

    outcomes = together(
        *[
            lambda text=text: keep_draft(
                user=employee, form=FORM, fields={"values": text}, sequence=1, now=now
            )
            for text in "ab"
        ]
    )

    assert sorted(isinstance(one, DraftIsNewer) for one in outcomes) == [False, True]


@pytest.fixture
def question_fields(db):
    return {
        "title": "Bagaimana mencairkan SPP-GU?",
        "body": "Sistem menolak karena sisa SPD.",
        "areas": [area().pk],
    }


@pytest.mark.parametrize("body", ["[" * 60_000, '{"a":' * 9_000, "\x00", ""])
def test_a_body_made_to_hurt_gets_a_sentence(as_user, employee, body):
    answer = as_user(employee).post("/saya/draf/", body, content_type="application/json")
    assert answer.status_code == 400


@pytest.mark.parametrize("key", ["\ud800", "a\0b", "x" * 90, 7, None])
def test_a_key_that_no_form_gave_is_left_out(send, key):
    assert send(key=key).status_code == 200
    assert send.read()["values"] == VALUES


def test_only_what_was_read_is_thrown_away(send):
    """Another device has written since: its text was never shown here."""
    send()
    send(values=[["body", "Dari HP kedua"]], sequence=1)

    late = send(values=[], sequence=1)

    assert (late.status_code, late.json()["values"]) == (409, [["body", "Dari HP kedua"]])
    assert send.read()["values"] == [["body", "Dari HP kedua"]]
    assert send(values=[], sequence=2).status_code == 200
    assert send.read() == {}


def test_the_page_of_all_drafts(send, as_user, employee, colleague):
    send()
    client = as_user(employee)
    assert "Belum selesai" not in as_user(colleague).get("/saya/draf/").content.decode()
    assert "Bagaimana mencairkan" in client.get("/saya/draf/").content.decode()

    client.post("/saya/draf/buang/", {"form": FORM})

    assert not Draft.objects.exists()


def test_all_drafts_of_workshops_stand_there_and_saya_leads_to_them(as_user, leader, other_leader):
    titles = {
        make_workshop(leader, title=f"Draf yang ke-{no}", publish=False).title for no in range(7)
    }
    make_workshop(other_leader, title="Draf pemimpin lain", publish=False)
    client = as_user(leader)

    saya, drafts = (client.get(url).content.decode() for url in ("/saya/", "/saya/draf/"))

    assert {title for title in titles if title in drafts} == titles
    assert "Draf pemimpin lain" not in drafts
    assert "/saya/draf/#lokakarya" in saya


def test_a_draft_of_a_topics_workshop_goes_on_with_the_topic(send, as_user, employee):
    form = "/lokakarya/baru/?bahasan=abc23"

    assert send(form=form).json() == {"sequence": 1}

    assert f'href="{form}"' in as_user(employee).get("/saya/draf/").content.decode()
    assert send(form="/lokakarya/baru/?lain=abc23").status_code == 400
