"""A comment is removed by its author or by a moderator of its area, and by nobody else."""

import pytest

from discussions.actions import delete_comment, post_comment
from discussions.models import Comment


@pytest.fixture
def comment(answer, stranger, now):
    return post_comment(author=stranger, post=answer, body="Salah alamat, maaf.", now=now)


@pytest.fixture
def remove(as_user, comment):
    def press(user, reason=""):
        return as_user(user).post(f"/k/{comment.public_id}/hapus/", {"reason": reason}).status_code

    return press


def test_its_author_removes_it(remove, comment, stranger):
    assert remove(stranger) == 302

    comment.refresh_from_db()
    assert comment.deleted_by == stranger
    assert Comment.objects.standing().count() == 0


def test_a_moderator_of_the_area_removes_it(remove, moderator):
    assert remove(moderator) == 422  # everyone reads why
    assert remove(moderator, "Menyerang orang.") == 302


@pytest.mark.parametrize("who", ["employee", "colleague", "leader"])
def test_nobody_else_does(remove, comment, request, who):
    assert remove(request.getfixturevalue(who)) == 403
    comment.refresh_from_db()
    assert comment.deleted_at is None


def test_its_page_leads_to_the_post_afterwards(remove, comment, stranger, employee, as_user):
    remove(stranger)

    response = as_user(employee).get(f"/k/{comment.public_id}/")
    assert response.url == comment.post.get_absolute_url()
    assert remove(stranger) == 404


def test_removing_twice_counts_once(comment, stranger, now):
    for _press in range(2):
        delete_comment(actor=stranger, comment=comment, now=now)

    comment.post.refresh_from_db()
    assert comment.post.comment_count == 0
