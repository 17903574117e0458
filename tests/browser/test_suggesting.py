"""Row 14: a better wording, from the reader who sees the slip to the author who approves it."""

import pytest
from playwright.sync_api import expect

from discussions.models import EditSuggestion, Post
from tests.factories import make_answer, make_question

BETTER = "Cukup lewat pergeseran antar-rincian, lalu cetak DPPA."


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_row_14_a_reader_suggests_and_the_author_approves(
    open_as, employee, colleague, stranger, js
):
    answer = make_answer(colleague, make_question(employee))
    reader = open_as(stranger, answer.thread.get_absolute_url(), js=js)
    reader.locator(f"#{answer.anchor} .manage summary").click()
    reader.locator(f"#{answer.anchor}").get_by_role("link", name="Usulkan perbaikan").click()
    expect(reader.locator("[name=body]")).to_have_value(answer.body)
    reader.fill("[name=body]", BETTER)
    reader.get_by_role("button", name="Pratinjau").click()
    expect(reader.locator("#pratinjau")).to_contain_text("cetak DPPA")
    reader.get_by_label("Apa yang diperbaiki?").fill("Langkah terakhirnya belum ada.")
    reader.get_by_role("button", name="Kirim usulan").click()
    expect(reader.locator("h1")).to_have_text("Usulan perbaikan")
    assert EditSuggestion.objects.get().author == stranger

    author = open_as(colleague, "/", js=js)
    author.get_by_role("link", name="Periksa usulan perbaikan tulisan Anda").click()
    expect(author.locator(".diff ins")).to_contain_text("lalu cetak DPPA")
    author.get_by_role("button", name="Setujui usulan ini").click()

    expect(author.locator(f"#{answer.anchor}")).to_contain_text(BETTER)
    assert Post.objects.get(pk=answer.pk).body == BETTER
    assert reader.errors == author.errors == []
