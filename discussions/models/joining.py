"""What joining two questions would do, counted before it is done."""

from dataclasses import dataclass

from accounts.models import User
from discussions.models.post import Post
from discussions.models.sealing import asker_of, is_by
from discussions.models.seen import ThreadSeen
from discussions.models.sight import may_find
from discussions.models.thread import Thread


@dataclass(frozen=True)
class Joining:
    answers: int  # that move to the one that stays
    joined: int  # of them, by people who answered both: two texts become one
    followers: int
    tells_asker: bool
    keeps_solution: bool  # of the one that stays, where both have one


def tells_asker(source: Thread, into: Thread, actor: User) -> bool:
    """Said of every sealed question alike: whether its asker may read the other tells the unit."""
    if source.sealed_mark:
        return True
    asker = asker_of(source)
    return bool(asker and not is_by(actor, source) and may_find(asker, into))


def joining_of(source: Thread, into: Thread, actor: User) -> Joining:
    answers = source.posts.standing().filter(kind=Post.Kind.ANSWER)
    there = into.posts.standing().filter(kind=Post.Kind.ANSWER).exclude(author=None)
    watching = ThreadSeen.objects.filter(thread=source, level=ThreadSeen.Level.WATCHING)
    return Joining(
        answers=answers.count(),
        joined=answers.filter(author__in=there.values("author")).count(),
        followers=watching.count(),
        tells_asker=tells_asker(source, into, actor),
        keeps_solution=bool(source.best_answer_id and into.best_answer_id),
    )
