"""A thread as its page reads it, with what is the reader's own.

Both statements are written out: as expressions they cost more to put together, at each request,
than everything on the page costs to read (docs/decisions/0030).
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from accounts.models import User
from competencies.models.tagging import fetch_areas
from discussions.models.attachment import Attachment
from discussions.models.comment import Comment
from discussions.models.evidence import NONE, evidence_of
from discussions.models.post import Post
from discussions.models.regulation import Citation, Regulation
from discussions.models.sealing import is_by
from discussions.models.seen import numbers_in
from discussions.models.sight import may_find
from discussions.models.thread import Thread
from foundation.fetching import fetch_other_side

# The cursor is of the same moment as the rest: what happens while the page is made is heard
# once more, never missed.
THREAD = """
SELECT
    thread.*,
    COALESCE((SELECT last_no FROM notifications_livetopic WHERE key = %(topic)s), 0) AS cursor,
    COALESCE(seen.level, '') AS my_level,
    COALESCE(seen.last_read_no, 0) AS my_last_read,
    COALESCE(seen.read_ahead, '') AS my_read_ahead,
    EXISTS (SELECT 1 FROM discussions_metoo
            WHERE user_id = %(user)s AND thread_id = thread.id) AS is_my_problem,
    EXISTS (SELECT 1 FROM foundation_saved
            WHERE user_id = %(user)s AND about_type_id = %(type)s AND about_id = thread.id)
            AS is_saved,
    EXISTS (SELECT 1 FROM notifications_notification
            WHERE recipient_id = %(user)s AND about_type_id = %(type)s AND about_id = thread.id
            AND read_at IS NULL) AS has_news,
    EXISTS (SELECT 1 FROM discussions_editsuggestion AS suggestion
            JOIN discussions_post AS post ON post.id = suggestion.post_id
            WHERE post.thread_id = thread.id AND suggestion.state = 'open') AS has_suggestions,
    EXISTS (SELECT 1 FROM discussions_thread AS source
            WHERE source.merged_into_id = thread.id) AS has_merged,
    EXISTS (SELECT 1 FROM discussions_duplicate WHERE thread_id = thread.id) AS has_duplicate,
    EXISTS (SELECT 1 FROM discussions_weekquestion WHERE thread_id = thread.id) AS has_week{more}
FROM discussions_thread AS thread
LEFT JOIN discussions_threadseen AS seen
    ON seen.thread_id = thread.id AND seen.user_id = %(user)s
WHERE thread.public_id = %(public_id)s
"""
MORE: dict[str, str] = {}
POSTS = """
SELECT
    post.*,
    COALESCE(author.version, 0) AS author_version,
    EXISTS (SELECT 1 FROM discussions_helpful
            WHERE post_id = post.id AND user_id = %s) AS is_helped,
    EXISTS (SELECT 1 FROM discussions_solutionevent
            WHERE post_id = post.id AND verb = 'accept') AS was_solution,
    EXISTS (SELECT 1 FROM discussions_solution WHERE post_id = post.id) AS has_solution,
    EXISTS (SELECT 1 FROM discussions_guide WHERE source_id = post.id) AS has_guide
FROM discussions_post AS post
LEFT JOIN accounts_user AS author ON author.id = post.author_id
WHERE post.thread_id = %s AND post.deleted_at IS NULL AND post.id IN ({ids})
ORDER BY post.no
"""


def add_flag(name: str, rows: str) -> None:
    """A higher app asks `rows` with the thread: whether it has any there, as `has_<name>`."""
    MORE[name] = f",\n    EXISTS (SELECT 1 FROM {rows}) AS has_{name}"  # noqa: S608  no value in it


def thread_for(user: User, public_id: str, *, even_removed: bool = False) -> Thread | None:
    """The thread for its page, where this person may find it, with the reader's own marks.

    `cursor` is where its topic stands. A removed one is found only to refuse what was typed.
    """
    values = {
        "user": user.pk,
        "public_id": public_id,
        "topic": f"thread:{public_id}",
        "type": ContentType.objects.get_for_model(Thread).pk,
    }
    statement = THREAD.format(more="".join(MORE.values()))
    thread = next(iter(Thread.objects.raw(statement, values)), None)
    if thread is None or (thread.deleted_at and not even_removed) or not may_find(user, thread):
        return None
    thread.my_read_ahead = numbers_in(thread.my_read_ahead)
    for name in ("duplicate", "week"):
        fetch_other_side([thread], name)
    fetch_areas([thread])
    return thread


def posts_for(
    thread: Thread, user: User, ids: list[int], *, role: str, moderates: bool = False
) -> list[Post]:
    """Of the posts with these `ids` those that stand, by number; `with_people` brings the authors.

    Each carries the reader's own part: `role` is as whom the reader may choose the best solution
    now, or empty; who `moderates` may remove any answer.
    """
    if not ids:
        return []
    statement = POSTS.format(ids=", ".join(["%s"] * len(ids)))
    shown = list(Post.objects.raw(statement, [user.pk, thread.pk, *ids]))
    for name in ("solution", "guide"):
        fetch_other_side(shown, name)
    comments = comments_of(shown, user)
    rules = rules_of(shown)
    files = files_of(shown)
    evidence = evidence_of(shown, user, timezone.now())
    for post in shown:
        post.thread = thread
        post.shown_comments = comments.get(post.pk, [])
        post.shown_rules = rules.get(post.pk, [])
        post.shown_files = files.get(post.pk, [])
        post.evidence = evidence.get(post.pk, NONE)
        post.is_own = is_by(user, post)
        post.is_concealed = bool(post.hidden_at) and not (moderates or post.is_own)
        post.may_delete = moderates or (post.is_own and thread.is_open)
        post.moderates = moderates
        post.may_outdate = moderates or post.is_own
        post.chooser = role
    return shown


def with_people(posts: list[Post]) -> None:
    """What only a drawing needs: who wrote them, in which units."""
    people = User.objects.select_related("unit")
    prefetch_related_objects(posts, Prefetch("author", queryset=people))


def rules_of(posts: list[Post]) -> dict[int, list[Regulation]]:
    """By post; one query, and none where no text names a rule."""
    citing = [post.pk for post in posts if post.has_citations]
    by_post: dict[int, list[Regulation]] = {}
    if citing:
        rows = Citation.objects.filter(post__in=citing).select_related("regulation")
        for citation in rows.order_by("pk"):
            by_post.setdefault(citation.post_id, []).append(citation.regulation)
    return by_post


def files_of(posts: list[Post]) -> dict[int, list[Attachment]]:
    """By post, photos first; one query, and none where nothing is attached."""
    holding = [post.pk for post in posts if post.has_files]
    by_post: dict[int, list[Attachment]] = {}
    if holding:
        for one in Attachment.objects.filter(post__in=holding).order_by("pk"):
            by_post.setdefault(one.post_id or 0, []).append(one)
    return {pk: sorted(found, key=lambda one: not one.is_photo) for pk, found in by_post.items()}


def comments_of(posts: list[Post], user: User) -> dict[int, list[Comment]]:
    """By post; one query, and none where nobody commented."""
    commented = [post.pk for post in posts if post.comment_count]
    by_post: dict[int, list[Comment]] = {}
    if commented:
        comments = Comment.objects.standing().unhidden_for(user).filter(post__in=commented)
        places = {post.pk: post for post in posts}
        for comment in comments.in_order():
            comment.post = places[comment.post_id]
            by_post.setdefault(comment.post_id, []).append(comment)
    return by_post
