"""Two tabs with the form of one workshop: the older one takes nothing back unseen."""

import pytest

from notifications.models import Notification


@pytest.fixture
def tab(as_user, leader, workshop, address):
    """Opens the form; what it returns sends what was drawn with some changes."""
    client, url = as_user(leader), address("edit_workshop", workshop)

    def opened():
        drawn = client.get(url)
        forms = (drawn.context["form"], *drawn.context["sheet"].formset)
        fields = [field for form in forms for field in form]
        typed = {one.html_name: one.value() for one in fields if one.value() not in (None, "", [])}
        typed |= {"unit": workshop.unit_id, "form": workshop.form_id}
        typed |= {"sesi-TOTAL_FORMS": "2", "sesi-INITIAL_FORMS": "1"}
        return lambda **changes: client.post(url, typed | changes)

    return opened


def words_of(response):
    return " ".join(response.content.decode().split())


def test_an_older_tab_takes_no_place_back_and_loses_nothing_typed(tab, workshop, registration):
    older, newer = tab(), tab()
    newer(place="Aula Setdakab")

    answer = older(title="Judul dari tab yang lama")

    workshop.refresh_from_db()
    assert answer.status_code == 409
    assert (workshop.place, workshop.title) == (
        "Aula Setdakab",
        "Menulis telaahan staf yang ringkas",
    )
    assert "Judul dari tab yang lama" in words_of(answer)
    assert "Orang lain mengubahnya sementara itu: Tempat lain." in words_of(answer)
    assert Notification.objects.filter(kind="workshops.workshop_changed").get().count == 1


def test_a_second_press_saves_what_the_older_tab_says(tab, workshop):
    older, newer = tab(), tab()
    newer(place="Aula Setdakab")
    given_back = older(title="Judul dari tab yang lama").context["form"]

    saved = older(title="Judul dari tab yang lama", version=given_back["version"].value())

    workshop.refresh_from_db()
    assert saved.status_code == 302
    assert (workshop.place, workshop.title) == ("Aula Bappeda", "Judul dari tab yang lama")


def test_a_form_with_an_error_still_knows_what_it_showed(tab, workshop):
    older, newer = tab(), tab()
    newer(place="Aula Setdakab")
    wrong = older(title="").context["form"]

    answer = older(title="Judul yang cukup panjang", version=wrong["version"].value())

    assert answer.status_code == 409


def test_pressing_twice_is_no_change_by_somebody_else(tab, workshop):
    form = tab()

    pressed = [form(place="Aula Setdakab").status_code for _time in range(2)]

    assert pressed == [302, 302]


def test_a_moved_session_and_other_seats_are_named(tab, workshop):
    older, newer = tab(), tab()
    newer(**{"sesi-0-start": "08:00", "closes_on": "", "closes_at": "", "seats": "12"})

    answer = older(title="Judul dari tab yang lama")

    assert "tanggal dan jam" in words_of(answer)
    assert "Kursi" in words_of(answer)
    assert workshop.pools.get().capacity == 12


@pytest.mark.parametrize("forged", ["x", "." * 200, "a.b", "é"])
def test_forged_marks_are_an_older_form(tab, forged):
    form = tab()

    assert form(title="Judul yang cukup panjang", version=forged).status_code == 409
