"""Short links that are read aloud, and old ones that still lead somewhere."""


def test_a_thread_link_leads_to_the_question(question, stranger, as_user):
    assert as_user(stranger).get(f"/t/{question.public_id}/").url == question.get_absolute_url()


def test_an_answer_link_leads_to_the_answer_on_its_page(answer, stranger, as_user):
    response = as_user(stranger).get(f"/j/{answer.public_id}/")

    assert response.url == f"{answer.thread.get_absolute_url()}#j-{answer.public_id}"


def test_a_link_to_the_opening_is_no_answer_link(question, stranger, as_user):
    opening = question.posts.get(no=1)

    assert as_user(stranger).get(f"/j/{opening.public_id}/").status_code == 404
