"""Who has earned which award (row 74, decision 18).

Nothing is earned by what one says of oneself, nor by what two people have said of each other. A
choice or a mark must have stood for a day, so that a slip of the finger earns nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from discussions.models.award import Award
from discussions.models.curation import CurationEvent
from discussions.models.guide import Guide, GuideEvent, GuideRating
from discussions.models.helping import CHOICE, FAVOURS, MARK, Favour
from discussions.models.post import Post, Revision

STANDS = timedelta(days=1)
LONG = timedelta(days=14)
TEN = 10
ALMOST_A_YEAR = timedelta(days=364)  # a review is due a year after the last look, by the day


def stood(favour: Favour, now: datetime) -> QuerySet:
    return favour.unreturned().filter(**{f"{favour.at}__lte": now - STANDS})


def first_chosen(now: datetime) -> QuerySet:
    return stood(CHOICE, now).exclude(accepted_by=F("post__author")).values("post__author")


def long_awaited(now: datetime) -> QuerySet:
    """The first answer of all, also among those that were removed."""
    earlier = Post.objects.filter(
        thread=OuterRef("thread"), kind=Post.Kind.ANSWER, no__lt=OuterRef("post__no")
    )
    waited = Q(post__created_at__gte=F("thread__created_at") + LONG)
    return first_chosen(now).filter(waited, ~Exists(earlier))


def ten_elsewhere(now: datetime) -> list[int]:
    """Whoever holds it already is not counted again, so the rows stay few."""
    holders = Award.objects.filter(rule=Award.Rule.TEN_ELSEWHERE).values("user")
    helped: dict[int, set[int]] = defaultdict(set)
    for favour in FAVOURS:
        elsewhere = {"post__author__unit__isnull": False, f"{favour.person}__unit__isnull": False}
        rows = stood(favour, now).filter(**elsewhere).exclude(post__author__in=holders)
        rows = rows.exclude(post__author__unit=F(f"{favour.person}__unit"))
        for author, person in rows.values_list("post__author", favour.person).distinct():
            helped[author].add(person)
    return [author for author, people in helped.items() if len(people) >= TEN]


def first_guide(now: datetime) -> QuerySet:
    """Grown by somebody else, and in use for a day; who grows the own one is a pair alone."""
    author = "guide__source__author"
    grown = GuideEvent.objects.filter(verb=GuideEvent.Verb.GROW)
    back = grown.filter(**{"actor": OuterRef(author), author: OuterRef("actor")})
    used = grown.filter(at__lte=now - STANDS, guide__in=Guide.objects.live())
    return used.filter(~Exists(back)).values(author)


def faithful(now: datetime) -> QuerySet:
    """Its owner looked when the year was over or a rule was revoked, and others find it useful."""
    verb = GuideEvent.Verb
    same = GuideEvent.objects.filter(guide=OuterRef("guide"), at__lt=OuterRef("at"))
    before = same.filter(verb__in=[verb.GROW, verb.EDIT, verb.CONFIRM]).order_by("-at")
    looks = GuideEvent.objects.filter(
        verb__in=[verb.EDIT, verb.CONFIRM],
        actor=F("guide__owner"),
        guide__in=Guide.objects.live(),
    ).annotate(before=Subquery(before.values("at")[:1]))
    doubted = same.filter(verb=verb.DOUBT, at__gt=OuterRef("before"))
    was_due = Q(at__gte=F("before") + ALMOST_A_YEAR) | Exists(doubted)
    back = GuideRating.objects.filter(
        is_useful=True, user=OuterRef("guide__owner"), guide__owner=OuterRef("user")
    )
    useful = GuideRating.objects.filter(~Exists(back), guide=OuterRef("guide"), is_useful=True)
    useful = useful.exclude(user=F("guide__owner"))
    return looks.filter(was_due, Exists(useful)).values("actor")


def explained_anew(now: datetime) -> QuerySet:
    """Somebody called it outdated, its author mended it, and it helped somebody after that."""
    called = CurationEvent.objects.filter(
        verb=CurationEvent.Verb.OUTDATE, post=OuterRef("post"), at__lt=OuterRef("at")
    ).exclude(actor=OuterRef("editor"))
    mended = Revision.objects.filter(
        Exists(called),
        post=OuterRef("post"),
        editor=OuterRef("post__author"),
        at__lt=OuterRef("at"),
    )
    helped = stood(MARK, now).filter(Exists(mended), post__outdated_at=None)
    return helped.values("post__author")


EARNERS: dict[str, Callable[[datetime], QuerySet | Iterable[int]]] = {
    Award.Rule.FIRST_CHOSEN: first_chosen,
    Award.Rule.TEN_ELSEWHERE: ten_elsewhere,
    Award.Rule.LONG_AWAITED: long_awaited,
    Award.Rule.FIRST_GUIDE: first_guide,
    Award.Rule.FAITHFUL: faithful,
    Award.Rule.EXPLAINED_ANEW: explained_anew,
}
