"""What pages read: a list with its filters, and a thread with what is the reader's own."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from competencies.models import Area
from discussions.models.attachment import Attachment
from discussions.models.comment import Comment
from discussions.models.evidence import NONE, evidence_of
from discussions.models.post import Helpful, Post
from discussions.models.rank import AreaSeen
from discussions.models.regulation import Citation, Regulation
from discussions.models.sealing import is_by
from discussions.models.seen import ThreadSeen
from discussions.models.solution import SolutionEvent
from discussions.models.thread import MeToo, Thread
from foundation.models import Saved
from notifications.models import LiveTopic, Notification

STATUSES = {
    "": _("All"),
    "bidang-saya": _("My areas"),
    "belum": _("Unanswered"),
    "tanpa-solusi": _("No solution yet"),
    "terjawab": _("Solved"),
    "saya-ikuti": _("I follow"),
    "ada-baru": _("Something new"),
    "saya-tanya": _("I asked"),
}
ORDERS = {
    "baru": _("Newest"),
    "hangat": _("Lively now"),
    "perlu": _("Needs an answer"),
    "ramai": _("Latest activity"),
    "lama": _("Waiting longest"),
}
ANSWER_ORDERS = {
    "": _("Most helpful"),
    "baru": _("Newest"),
    "lama": _("Oldest"),
}
MAX_NO = 2**31 - 1


@dataclass(frozen=True)
class Filter:
    """The query string of the list, with what is unknown left out."""

    status: str
    order: str
    area: Area | None

    @classmethod
    def from_query(cls, query) -> "Filter":
        slug = query.get("bidang", "")
        return cls(
            status=query.get("status") if query.get("status") in STATUSES else "",
            order=query.get("urut") if query.get("urut") in ORDERS else "baru",
            area=Area.objects.named(slug).first() if slug else None,
        )


def listed_threads(user: User, chosen: Filter) -> QuerySet:
    threads = Thread.objects.visible_to(user).questions()
    if chosen.area:
        threads = threads.in_areas(Area.objects.within(chosen.area))
    by_status = {
        "bidang-saya": lambda: threads.in_areas(Area.objects.followed_by(user)),
        "belum": threads.unanswered,
        "tanpa-solusi": threads.without_solution,
        "terjawab": threads.solved,
        "saya-ikuti": lambda: threads.followed_by(user),
        "ada-baru": lambda: threads.with_news_for(user).exclude(is_read_by_area(user)),
        "saya-tanya": lambda: threads.asked_by(user),
    }
    if chosen.status:
        threads = by_status[chosen.status]()
    order = {
        "hangat": threads.liveliest_first,
        "perlu": threads.neediest_first,
        "ramai": threads.busiest_first,
        "lama": threads.longest_waiting_first,
    }
    return order.get(chosen.order, threads.newest_first)().with_row()


def is_read_by_area(user: User) -> Exists:
    """Nothing happened since one of its areas was read as a whole."""
    return Exists(
        AreaSeen.objects.filter(
            user=user,
            area__threadarea_items__content_object=OuterRef("pk"),
            read_at__gte=OuterRef("last_activity_at"),
        )
    )


def unread_ids(user: User, threads: list[Thread]) -> list[int]:
    """Threads of this page with something newer than the person's read mark."""
    read = dict(
        ThreadSeen.objects.filter(user=user, thread__in=threads).values_list(
            "thread", "last_read_no"
        )
    )
    unread = [thread for thread in threads if read.get(thread.pk, 0) < thread.highest_no]
    areas = {item.tag_id for thread in unread for item in thread.area_items.all()}
    upto = dict(AreaSeen.objects.filter(user=user, area__in=areas).values_list("area", "read_at"))
    return [thread.pk for thread in unread if not is_read(thread, upto)]


def is_read(thread: Thread, upto: dict[int, datetime]) -> bool:
    """Nothing happened since one of its areas was read as a whole."""
    marks = [upto[item.tag_id] for item in thread.area_items.all() if item.tag_id in upto]
    return bool(marks) and thread.last_activity_at <= max(marks)


def with_reader(threads: QuerySet, user: User) -> QuerySet:
    """The thread for its page: `cursor` of its topic, and the reader's own marks, in one query."""
    own = ThreadSeen.objects.filter(user=user, thread=OuterRef("pk"))
    topic = LiveTopic.objects.filter(key=Concat(Value("thread:"), OuterRef("public_id")))
    about_type = ContentType.objects.get_for_model(Thread)
    saved = Saved.objects.filter(user=user, about_type=about_type)
    news = Notification.objects.of(user).unread().filter(about_type=about_type)
    return (
        threads.with_row()
        .select_related("duplicate__of", "taken_by")
        .annotate(
            cursor=Coalesce(Subquery(topic.values("last_no")), 0),
            my_level=Coalesce(Subquery(own.values("level")), Value("")),
            my_last_read=Coalesce(Subquery(own.values("last_read_no")), 0),
            is_my_problem=Exists(MeToo.objects.filter(user=user, thread=OuterRef("pk"))),
            is_saved=Exists(saved.filter(about_id=OuterRef("pk"))),
            has_news=Exists(news.filter(about_id=OuterRef("pk"))),
        )
    )


def posts_for(
    thread: Thread,
    user: User,
    *,
    role: str,
    moderates: bool = False,
    after: int = 0,
    upto: int = MAX_NO,
) -> list[Post]:
    """Opening first, then the best solution, then by help given, what is outdated last.

    Each carries the reader's own part: `role` is as whom the reader may choose the best solution
    now, or empty; who `moderates` may remove any answer.
    """
    helped = Helpful.objects.filter(user=user, post=OuterRef("pk"))
    chosen = SolutionEvent.objects.filter(post=OuterRef("pk"), verb=SolutionEvent.Verb.ACCEPT)
    posts = (
        thread.posts.standing()
        .filter(no__gt=after, no__lte=upto)
        .select_related("author", "author__unit", "solution", "guide")
        .annotate(is_helped=Exists(helped), was_solution=Exists(chosen))
        .order_by(F("kind").desc(), "-score", "no")
    )
    shown = list(posts)
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
    return sorted(
        shown,
        key=lambda post: (
            post.no != 1,
            post.pk != thread.best_answer_id,
            not post.is_solution,
            post.outdated_at is not None,
        ),
    )


def by_age(answers: list[Post], order: str) -> list[Post]:
    """With an `order` of ANSWER_ORDERS by their age alone, the solution too (row 20)."""
    if not order:
        return answers
    return sorted(answers, key=lambda post: post.no, reverse=order == "baru")


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
