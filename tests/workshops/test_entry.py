"""Who may register: everybody, the host's unit, or chosen units with those below them."""

import pytest

from tests.factories import UnitFactory, UserFactory, make_workshop
from workshops import actions
from workshops.actions import register
from workshops.models import Workshop


@pytest.fixture
def for_other_unit(leader, other_unit):
    return make_workshop(leader, entry="units", entry_units=[other_unit])


def test_row_c23_people_of_other_units_are_refused_with_whom_to_ask(
    for_other_unit, employee, as_user, address
):
    client = as_user(employee)
    html = " ".join(client.get(for_other_unit.get_absolute_url()).content.decode().split())

    assert f"Tanyakan kepada {for_other_unit.host.full_name}" in html
    assert f'"{address("register", for_other_unit)}"' not in html
    response = client.post(address("register", for_other_unit))
    assert (response.status_code, response.context["message"]) == (
        409,
        actions.NotForYourUnit.message,
    )
    assert for_other_unit.pools.get().taken == 0


def test_row_c23_units_below_a_chosen_one_are_of_it(for_other_unit, stranger, other_unit, now):
    below = UserFactory(unit=UnitFactory(parent=other_unit))

    for person in (stranger, below):
        assert register(user=person, workshop=for_other_unit, now=now).is_confirmed


def test_row_c23_the_own_unit_follows_the_unit_that_holds_it(leader, employee, stranger, now):
    workshop = make_workshop(leader, entry="own_unit")

    register(user=employee, workshop=workshop, now=now)
    with pytest.raises(actions.NotForYourUnit):
        register(user=stranger, workshop=workshop, now=now)


def test_row_c23_the_form_keeps_the_units(as_user, leader, announcement, other_unit, address):
    client = as_user(leader)
    sent = announcement | {"entry": "units", "entry_units": [other_unit.pk]}
    client.post("/lokakarya/baru/", sent)

    workshop = Workshop.objects.get()
    assert list(workshop.entry_units.all()) == [other_unit]
    form = client.get(address("edit_workshop", workshop)).context["form"]
    assert form["entry_units"].value() == [other_unit.pk]


@pytest.mark.parametrize("units", [[], ["9" * 30], ["x"]])
def test_row_c23_chosen_units_have_to_be_chosen(as_user, leader, announcement, units):
    sent = announcement | {"entry": "units", "entry_units": units}

    response = as_user(leader).post("/lokakarya/baru/", sent)

    assert set(response.context["form"].errors) == {"entry_units"}
