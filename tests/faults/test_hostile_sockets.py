"""Sockets of people who mean harm, on a real line (R28, R34, R44, R45)."""

import json

import pytest

from bench.sockets import PING, PONG, TEXT, Closed, Refused
from forum_project.serve import MAX_FRAME
from notifications.switchboard import PER_PERSON

TOO_BIG, NO_VERB, TRY_AGAIN_LATER = 1009, 4008, 4013


@pytest.mark.parametrize("origin", ["https://jahat.contoh", "null", None])
async def test_r28_a_page_of_another_site_or_of_none_is_refused(dial, employee, origin):
    with pytest.raises(Refused, match="403"):
        await dial(employee, origin=origin)


async def test_r28_control_from_the_sites_own_page_it_is_open(dial, employee):
    line = await dial(employee)

    await line.send({"watch": "kabar", "after": 5})

    assert await line.receive() == {"reset": "kabar", "no": 0}


async def test_r45_a_frame_over_16_kib_closes_the_line_before_it_is_read(dial, employee, site):
    line = await dial(employee)

    await line.send_frame(b"{" * (MAX_FRAME + 1))

    assert await line.close_code() in {TOO_BIG, 1006}
    assert site.answers()


async def test_r45_control_one_of_16_kib_is_read(dial, employee):
    """And found to be no verb."""
    line = await dial(employee)
    text = json.dumps({"unwatch": 1})

    await line.send_frame(text.encode() + b" " * (MAX_FRAME - len(text)))

    assert await line.close_code() == NO_VERB


async def test_r45_a_thousand_pings_are_answered_and_harm_nobody(dial, employee, site):
    line = await dial(employee)

    for number in range(1000):
        await line.send_frame(str(number).encode(), PING)
    answers = [await line.receive_frame() for _each in range(1000)]

    assert answers == [(PONG, str(number).encode()) for number in range(1000)]
    assert site.answers()


@pytest.mark.parametrize("opcode", [3, 11, 15])
async def test_r45_a_frame_of_no_kind_closes_the_line(dial, employee, site, opcode):
    line = await dial(employee)

    await line.send_frame(b"", opcode)

    assert await line.close_code() in {1002, 1006}
    assert site.answers()


async def test_r45_half_a_letter_closes_the_line(dial, employee):
    line = await dial(employee)

    await line.send_frame(b"\xc3", TEXT)

    assert await line.close_code() in {1007, 1006}


async def test_r34_the_sixth_line_of_a_person_closes_the_first(dial, employee, colleague):
    others = await dial(colleague)
    lines = [await dial(employee) for _each in range(PER_PERSON + 1)]

    assert await lines[0].close_code() == TRY_AGAIN_LATER
    for line in [*lines[1:], others]:
        await line.send({"watch": "kabar", "after": 5})
        assert await line.receive() == {"reset": "kabar", "no": 0}


async def test_r34_twenty_messages_in_a_minute_are_enough(dial, employee):
    line = await dial(employee)

    with pytest.raises(Closed, match=str(NO_VERB)):
        for _each in range(40):
            await line.send({"watch": "kabar", "after": 5})
            await line.receive()
