"""Row 25, 26, idea 3: a solution grows into a guide that its owner keeps true."""

from datetime import timedelta

import pytest
from django.utils import timezone

from discussions.actions import (
    EditedMeanwhile,
    GrownAlready,
    GuideIsRetired,
    GuideText,
    NotForAll,
    ShelfIsFull,
    adopt_guide,
    confirm_guide,
    delete_question,
    edit_guide,
    find_regulation,
    grow_guide,
    mind_guides,
    put_on_shelf,
    rate_guide,
    redact_post,
    report_text,
    retire_guide,
    revive_guide,
    revoke_regulation,
    take_off_shelf,
)
from discussions.models import Guide, GuideEvent, Post, ShelfItem
from notifications.models import Notification
from search.finding import find
from tests.factories import UserFactory, area, make_answer, make_question

YEAR = timedelta(days=366)
TEXT = {
    "title": "Mengoreksi kode rekening belanja di SIPD",
    "legal_basis": "Permendagri 77/2020",
    "body": "1. Buka menu pergeseran.\n2. Pilih rincian yang benar.",
}


@pytest.fixture
def text():
    return lambda **changes: GuideText(**{**TEXT, "areas": [area()], **changes})


@pytest.fixture
def guide(answer, choose, moderator, text, now):
    """Grown by the moderator from the colleague's solution."""
    choose(answer)
    return grow_guide(actor=moderator, answer=answer, text=text(), now=now)


def today(now):
    return timezone.localdate(now)


def test_row_26_both_pages_lead_to_each_other(guide, answer, employee, as_user):
    client = as_user(employee)

    assert answer.anchor in client.get(guide.get_absolute_url()).content.decode()
    thread = client.get(answer.thread.get_absolute_url()).content.decode()
    assert guide.get_absolute_url() in thread


def test_the_answerer_owns_it_and_hears_of_it(guide, colleague):
    assert guide.owner == colleague
    told = Notification.objects.get(kind="discussions.guide_grown")
    assert told.recipient == colleague


def test_search_finds_it_before_the_question(guide, question):
    found = find(text="mengoreksi kode rekening", audiences=["regency"]).entries

    assert next(entry.kind for entry in found) == "discussions.guide"


def test_the_form_begins_with_the_solution(answer, choose, moderator, as_user):
    choose(answer)
    client, url = as_user(moderator), f"/j/{answer.public_id}/panduan/"
    assert answer.body in client.get(url).content.decode()

    response = client.post(url, TEXT | {"areas": [area().pk]})

    assert response.url == Guide.objects.get().get_absolute_url()


def test_without_a_legal_basis_nothing_grows(answer, choose, moderator, as_user):
    choose(answer)
    form = TEXT | {"areas": [area().pk], "legal_basis": ""}

    assert as_user(moderator).post(f"/j/{answer.public_id}/panduan/", form).status_code == 422
    assert not Guide.objects.exists()


def test_one_answer_grows_one_guide(guide, answer, moderator, text, now):
    with pytest.raises(GrownAlready):
        grow_guide(actor=moderator, answer=answer, text=text(), now=now)


def test_what_a_unit_keeps_to_itself_does_not_grow(
    unit_question, colleague, choose, moderator, text, now
):
    answer = make_answer(colleague, unit_question)
    choose(answer)

    with pytest.raises(NotForAll):
        grow_guide(actor=moderator, answer=answer, text=text(), now=now)


def test_idea_3_the_review_date_passes_and_a_look_resets_it(
    guide, colleague, as_user, now, time_machine
):
    later = now + YEAR
    assert mind_guides(now=now) == 0
    assert mind_guides(now=later) == 1
    assert mind_guides(now=later) == 0
    assert Notification.objects.filter(kind="discussions.guide_due").get().recipient == colleague
    rank = find(text="mengoreksi kode rekening", audiences=["regency"]).entries
    assert [entry.kind for entry in rank][-1] == "discussions.guide"

    time_machine.move_to(later)
    client = as_user(colleague)
    assert "lewat tanggal tinjauan" in client.get(guide.get_absolute_url()).content.decode()
    client.post(f"/panduan/{guide.public_id}/jaga/", {"do": "confirm"})

    guide.refresh_from_db()
    assert not guide.is_due(today(later))
    assert GuideEvent.objects.latest("pk").verb == "confirm"


def test_row_25_moderators_find_what_is_due(guide, moderator, as_user, now):
    Guide.objects.update(review_on=today(now))

    page = as_user(moderator).get("/moderasi/?jenis=panduan").content.decode()

    assert guide.title in page


def test_a_revoked_rule_calls_for_a_look(guide, moderator, now):
    rule = find_regulation("Permendagri", 77, 2020)
    revoke_regulation(actor=moderator, regulation=rule, replaced_by=None, now=now + YEAR / 12)

    mind_guides(now=now + YEAR / 6)

    guide.refresh_from_db()
    assert guide.is_due(today(now + YEAR / 6))
    assert GuideEvent.objects.latest("pk").verb == "doubt"
    confirm_guide(actor=moderator, guide=guide, now=now + YEAR / 5)
    assert mind_guides(now=now + YEAR / 4) == 0


def test_row_25_an_edit_keeps_the_earlier_wording_and_counts_as_a_look(
    guide, colleague, text, now, as_user
):
    later = now + timedelta(days=30)
    changed = text(body="1. Buka menu baru.\n2. Selesai dalam lima menit.")
    edit_guide(editor=colleague, guide=guide, text=changed, version=1, now=later)

    guide.refresh_from_db()
    assert guide.checked_at == later
    url = f"/panduan/{guide.public_id}/riwayat/?lihat=g-1"
    assert "<ins>baru</ins>" in as_user(colleague).get(url).content.decode()
    with pytest.raises(EditedMeanwhile):
        edit_guide(editor=colleague, guide=guide, text=changed, version=1, now=later)


def test_row_26_what_is_missing_reaches_the_owner(guide, employee, colleague, as_user, now):
    client, url = as_user(employee), f"/panduan/{guide.public_id}/nilai/"
    client.post(url, {"useful": "0", "note": "Tangkapan layar menu."})

    guide.refresh_from_db()
    assert (guide.useful_count, guide.useless_count) == (0, 1)
    told = Notification.objects.get(kind="discussions.guide_lacks")
    assert told.recipient == colleague
    rate_guide(user=employee, guide=guide, is_useful=True, note="", now=now)
    guide.refresh_from_db()
    assert (guide.useful_count, guide.useless_count) == (1, 0)


def test_retired_it_is_found_no_more_and_can_come_back(guide, moderator, employee, as_user, now):
    retire_guide(actor=moderator, guide=guide, reason="Aplikasinya sudah diganti.", now=now)
    client = as_user(employee)
    assert guide.title not in client.get("/panduan/").content.decode()
    assert "Aplikasinya sudah diganti." in client.get(guide.get_absolute_url()).content.decode()

    revive_guide(actor=moderator, guide=guide, now=now)

    assert guide.title in client.get("/panduan/").content.decode()


def test_a_moderator_takes_it_over(guide, moderator, now):
    adopt_guide(actor=moderator, guide=guide, now=now)

    guide.refresh_from_db()
    assert guide.owner == moderator


@pytest.mark.parametrize(
    ("who", "status"), [("colleague", 200), ("moderator", 200), ("employee", 403), ("admin", 403)]
)
def test_row_26_who_may_edit(guide, request, who, status, as_user):
    client = as_user(request.getfixturevalue(who))

    assert client.get(f"/panduan/{guide.public_id}/sunting/").status_code == status


def test_a_note_that_is_too_long_comes_back(guide, employee, as_user):
    note = "Langkah ketiga tidak ada di menu kami. " * 9

    refused = as_user(employee).post(
        f"/panduan/{guide.public_id}/nilai/", {"useful": "0", "note": note}
    )

    assert refused.status_code == 422
    assert "paling banyak 300" in refused.content.decode()
    assert note in refused.content.decode()
    assert not guide.ratings.exists()


def test_the_shelf_of_an_area(guide, question, moderator, employee, as_user):
    client = as_user(moderator)
    client.post(f"/mulai-di-sini/{guide.public_id}/", {"guide": "1"})
    client.post(f"/mulai-di-sini/{question.public_id}/")
    client.post(f"/mulai-di-sini/{question.public_id}/")

    assert ShelfItem.objects.count() == 2
    page = as_user(employee).get(f"/bidang/{area().slug}/").content.decode()
    assert "Mulai di sini" in page
    item = ShelfItem.objects.get(thread=question)
    assert as_user(employee).post(f"/mulai-di-sini/{item.pk}/turun/").status_code == 403
    assert client.post(f"/mulai-di-sini/{item.pk}/turun/").status_code == 302
    assert ShelfItem.objects.get().guide == guide
    assert as_user(employee).post(f"/mulai-di-sini/{question.public_id}/").status_code == 403


def test_five_stand_on_a_shelf(moderator, employee, now):
    threads = [make_question(employee, title=f"Pertanyaan rak {n} ini?") for n in range(6)]
    by = {"actor": moderator, "areas": [area()], "now": now}
    for thread in threads[:5]:
        put_on_shelf(thread=thread, **by)

    with pytest.raises(ShelfIsFull):
        put_on_shelf(thread=threads[5], **by)
    take_off_shelf(item=ShelfItem.objects.get(thread=threads[0]))
    put_on_shelf(thread=threads[5], **by)


def test_a_units_question_on_the_shelf_is_not_named_to_others(
    unit_question, moderator, stranger, as_user, now
):
    put_on_shelf(actor=moderator, areas=[area()], thread=unit_question, now=now)

    page = as_user(stranger).get(f"/bidang/{area().slug}/").content.decode()

    assert unit_question.title not in page


def test_the_list_costs_the_same_for_many(moderator, employee, text, as_user, same_queries, now):
    def add(count):
        for number in range(count):
            author = UserFactory()
            thread = make_question(employee, title=f"Cara nomor {author.pk} dan {number}?")
            answer = make_answer(author, thread)
            grow_guide(actor=moderator, answer=answer, text=text(), now=now)

    same_queries(as_user(employee), "/panduan/", add, more=12)


def test_what_is_gone_frees_its_place(moderator, employee, as_user, now):
    threads = [make_question(employee, title=f"Pertanyaan rak {n} ini?") for n in range(6)]
    by = {"actor": moderator, "areas": [area()], "now": now}
    for thread in threads[:5]:
        put_on_shelf(thread=thread, **by)
    delete_question(actor=moderator, thread=threads[0], role="moderator", reason="Lama.", now=now)

    put_on_shelf(thread=threads[5], **by)

    page = as_user(employee).get(f"/bidang/{area().slug}/").content.decode()
    assert threads[5].title in page


def test_all_areas_or_none(moderator, employee, now):
    """One of the two shelves is full: nothing is put on the other."""
    full, other = area("T.KEU"), area("T.PEG")
    for n in range(5):
        thread = make_question(employee, title=f"Pertanyaan rak {n} ini?")
        put_on_shelf(actor=moderator, areas=[full], thread=thread, now=now)
    thread = make_question(employee, title="Yang keenam ini bagaimana?")

    with pytest.raises(ShelfIsFull):
        put_on_shelf(actor=moderator, areas=[other, full], thread=thread, now=now)
    assert not ShelfItem.objects.filter(area=other).exists()


@pytest.fixture
def owner(guide):
    return guide.owner


def test_its_owner_brings_back_only_what_the_owner_retired(guide, owner, moderator, as_user, now):
    retire_guide(actor=moderator, guide=guide, reason="Menyesatkan pembaca.", now=now)
    keep = f"/panduan/{guide.public_id}/jaga/"
    assert as_user(owner).post(keep, {"do": "revive"}).status_code == 403
    assert as_user(moderator).post(keep, {"do": "revive"}).status_code == 302

    retire_guide(actor=owner, guide=guide, reason="Saya perbaiki dulu.", now=now)
    assert as_user(owner).post(keep, {"do": "revive"}).status_code == 302


def test_a_retired_one_is_read_by_its_keepers_alone(
    guide, owner, employee, moderator, as_user, now
):
    retire_guide(actor=moderator, guide=guide, reason="Menyesatkan pembaca.", now=now)
    assert "Pilih rincian" not in as_user(employee).get(guide.get_absolute_url()).content.decode()
    assert as_user(employee).get(f"/panduan/{guide.public_id}/riwayat/").status_code == 403
    assert "Pilih rincian" in as_user(owner).get(guide.get_absolute_url()).content.decode()
    with pytest.raises(GuideIsRetired):
        put_on_shelf(actor=moderator, areas=[area()], guide=Guide.objects.get(), now=now)
    with pytest.raises(GuideIsRetired):
        confirm_guide(actor=owner, guide=guide, now=now)


def test_an_owner_never_takes_it_out_of_its_moderators_sight(guide, owner, as_user):
    form = {**TEXT, "areas": [area("T.PEG").pk], "version": guide.version}
    assert as_user(owner).post(f"/panduan/{guide.public_id}/sunting/", form).status_code == 302

    guide.refresh_from_db()
    assert list(guide.areas.all()) == [area()]


def test_what_is_hidden_stays_hidden_in_what_grew_from_it(
    guide, answer, employee, moderator, as_user, now
):
    """A report of personal data hides the answer, and the guide with the same words."""
    report_text(reporter=employee, about=answer, kind="personal", note="", now=now)
    assert as_user(employee).get(guide.get_absolute_url()).status_code == 404
    assert guide.title not in as_user(employee).get("/panduan/").content.decode()
    found = find(text="mengoreksi kode rekening", audiences=["regency"]).entries
    assert not [one for one in found if "panduan" in one.url]
    assert as_user(moderator).get(guide.get_absolute_url()).status_code == 200


def test_blackening_the_answer_blackens_the_guide_and_its_wordings(
    guide, answer, moderator, text, as_user, now
):
    edited = edit_guide(
        editor=moderator, guide=guide, text=text(body="Pilih rincian lain."), version=1, now=now
    )
    Post.objects.filter(pk=answer.pk).update(body="Pilih rincian yang benar.")

    redact_post(actor=moderator, post=answer, passage="Pilih rincian", reason="Rahasia.", now=now)

    edited.refresh_from_db()
    words = [edited.body, edited.body_html, *edited.revisions.values_list("body", flat=True)]
    assert not [one for one in words if "Pilih rincian" in one]


def test_a_guide_itself_is_blackened(guide, moderator, colleague, as_user):
    page = f"/panduan/{guide.public_id}/hitamkan/"
    assert as_user(colleague).get(page).status_code == 403
    form = {"passage": "menu pergeseran", "reason": "Tidak untuk umum."}
    assert as_user(moderator).post(page, form | {"passage": "tidak ada"}).status_code == 422
    assert as_user(moderator).post(page, form).status_code == 302

    guide.refresh_from_db()
    assert "menu pergeseran" not in guide.body + guide.body_html


def test_what_readers_miss_is_read_by_its_owner(guide, owner, employee, as_user):
    rate = f"/panduan/{guide.public_id}/nilai/"
    for _twice in range(2):
        as_user(employee).post(rate, {"useful": "0", "note": "Contoh suratnya belum ada."})

    assert (
        "Contoh suratnya belum ada."
        in as_user(owner).get(guide.get_absolute_url()).content.decode()
    )
    told = Notification.objects.get(recipient=owner, kind="discussions.guide_lacks")
    assert told.count == 1
    assert as_user(owner).post(rate, {"useful": "1", "note": ""}).status_code == 409


def test_confirming_twice_a_day_changes_nothing(guide, owner, now):
    for minutes in range(5):
        confirm_guide(actor=owner, guide=guide, now=now + timedelta(minutes=minutes))
    assert not guide.events.filter(verb="confirm").exists()


def test_an_unknown_wish_changes_nothing(guide, owner, as_user):
    assert as_user(owner).post(f"/panduan/{guide.public_id}/jaga/", {}).status_code == 400
