"""What the outbox sent hears where it is now; a sign-in page is never a success (row 84)."""

from discussions.models import Post

BODY = "Buka menu Koreksi, pilih rekening yang benar, lalu simpan."


def test_it_hears_where_it_was_published(as_user, colleague, question):
    path = f"/tanya/{question.public_id}/jawab/"
    client, fields = as_user(colleague), {"body": BODY, "key": "satu"}
    first, again = (client.post(path, fields, headers={"X-Outbox": "1"}) for _time in "ab")

    assert first.json()["to"] == Post.objects.get(author=colleague).get_absolute_url()
    assert again.json() == first.json()


def test_a_redirect_to_the_sign_in_is_no_success(client, question):
    path = f"/tanya/{question.public_id}/jawab/"
    answer = client.post(path, {"body": BODY}, headers={"X-Outbox": "1"})

    assert (answer.status_code, answer.json()) == (401, {})


def test_errors_stay_pages(as_user, colleague, question):
    answer = as_user(colleague).post(
        f"/tanya/{question.public_id}/jawab/", {"body": ""}, headers={"X-Outbox": "1"}
    )
    assert (answer.status_code, answer["Content-Type"]) == (422, "text/html; charset=utf-8")


def test_what_was_sent_in_the_background_is_not_said_again_on_the_next_page(
    as_user, colleague, question
):
    path, client = f"/tanya/{question.public_id}/jawab/", as_user(colleague)

    for when, is_said in (("later", False), ("1", True)):
        Post.objects.filter(author=colleague).delete()
        client.post(path, {"body": BODY, "key": when}, headers={"X-Outbox": when})

        assert ("Jawaban Anda terbit." in client.get("/bantuan/").content.decode()) == is_said
