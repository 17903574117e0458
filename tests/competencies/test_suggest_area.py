"""Rows 39, 40: members suggest a word or an area, moderators decide; a word finds its area."""

import pytest

from competencies.actions import NameIsTaken, SuggestedEnough, decide_suggestion, suggest_area
from competencies.models import Area, AreaCuratorship, AreaSuggestion
from hub.reindexing import reindex
from search.finding import find
from tests.factories import area


@pytest.fixture
def suggest(employee, now):
    """The employee suggests a word for finance; changes replace its parts."""

    def do(**changes):
        said = {
            "name": "SPJ fungsional",
            "area": area(),
            "is_synonym": True,
            "reason": "",
        } | changes
        return suggest_area(by=employee, now=now, **said)

    return do


def test_row_39_a_word_finds_its_area_and_what_lies_in_it(
    suggest, question, moderator, employee, as_user, now
):
    decide_suggestion(actor=moderator, suggestion=suggest(), is_accepted=True, now=now)
    reindex()

    client = as_user(employee)
    assert client.get("/bidang/spj-fungsional/").url == area().get_absolute_url()
    assert question.title in client.get("/tanya/?bidang=spj-fungsional").content.decode()
    found = find(text="fungsional", audiences=["regency"]).entries
    assert {one.title for one in found} >= {area().name, question.title}
    assert (
        f'value="{area().pk}"' in client.get("/tanya/baru/?bidang=spj-fungsional").content.decode()
    )


def test_row_40_a_new_area_can_be_chosen(suggest, moderator, employee, as_user, now):
    made = suggest(name="Pengelolaan arsip statis", is_synonym=False)
    decide_suggestion(actor=moderator, suggestion=made, is_accepted=True, now=now)

    new = Area.objects.get(name="Pengelolaan arsip statis")
    assert (new.parent, new.family) == (area(), area().family)
    assert new.name in as_user(employee).get("/tanya/baru/").content.decode()


def test_left_out_nothing_changes(suggest, moderator, now):
    before = Area.objects.count(), area().keywords
    decide_suggestion(actor=moderator, suggestion=suggest(), is_accepted=False, now=now)
    assert (Area.objects.count(), Area.objects.get(pk=area().pk).keywords) == before


@pytest.mark.parametrize("name", ["Keuangan Daerah", "keuangan-daerah", "🙂🙂"])
def test_what_is_there_or_no_word_is_refused(suggest, name):
    with pytest.raises(NameIsTaken):
        suggest(name=name)


def test_five_wait_at_most(suggest):
    for n in range(5):
        suggest(name=f"Istilah nomor {n}")
    with pytest.raises(SuggestedEnough):
        suggest(name="Istilah keenam")


def test_row_40_who_decides(suggest, employee, stranger, moderator, as_user, now):
    """A word: who moderates its area. A new area: who moderates all."""
    AreaCuratorship.objects.create(user=stranger, area=area(), since=now)
    word, new = suggest(), suggest(name="Pengelolaan arsip statis", is_synonym=False)
    assert as_user(employee).post(f"/bidang/usulan/{word.pk}/").status_code == 403
    assert as_user(stranger).post(f"/bidang/usulan/{new.pk}/").status_code == 403
    assert (
        as_user(stranger).post(f"/bidang/usulan/{word.pk}/", {"accepted": "1"}).status_code == 302
    )
    assert (
        as_user(moderator).post(f"/bidang/usulan/{new.pk}/", {"accepted": "1"}).status_code == 302
    )
    assert (
        as_user(moderator).post(f"/bidang/usulan/{new.pk}/", {"accepted": "1"}).status_code == 409
    )


def test_by_the_page(employee, moderator, as_user):
    client = as_user(employee)
    assert client.post("/bidang/usulan/", {"name": "SPJ", "is_synonym": "on"}).status_code == 422
    form = {
        "name": "SPJ fungsional",
        "is_synonym": "on",
        "area": area().pk,
        "reason": "Sering dipakai.",
    }
    assert client.post("/bidang/usulan/", form).status_code == 302
    assert "menunggu" in client.get("/bidang/usulan/").content.decode()
    assert "Sering dipakai." in as_user(moderator).get("/bidang/usulan/").content.decode()
    assert AreaSuggestion.objects.get().by == employee
