"""Questions that a workshop will answer, and has answered (idea 4 of workshops.md part 4)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts.models import User
from discussions.actions import post_answer
from discussions.models import Thread, is_sealed_asker
from foundation.markdown import link_to
from foundation.refusals import Refusal
from notifications.telling import telling
from workshops import notices
from workshops.actions.attendance import WorkshopHasNotStarted, locked
from workshops.actions.scheduling import has_begun
from workshops.models import Material, Workshop, WorkshopQuestion


class AskedThere(Refusal):
    message = gettext_lazy("This question was asked at the workshop itself; answer it there.")


class OwnNamelessQuestion(Refusal):
    message = gettext_lazy(
        "You asked this without your name, and this answer would give it away. "
        "Let another host settle it."
    )


class NothingAhead(Refusal):
    message = gettext_lazy("This workshop is over; choose one that is still to come.")


def link_question(*, actor: User, workshop: Workshop, thread: Thread, now: datetime) -> None:
    """Asker and followers hear of it once, for a draft when it is announced.

    Linked again, it tells nobody again.
    """
    with telling(now=now):
        workshop = still_ahead(workshop)
        link, is_new = WorkshopQuestion.objects.get_or_create(
            workshop=workshop,
            thread=thread,
            defaults={"role": WorkshopQuestion.Role.SOURCE},
        )
        if link.role != WorkshopQuestion.Role.SOURCE:
            raise AskedThere
        if link.unlinked_at:
            WorkshopQuestion.objects.filter(pk=link.pk).update(unlinked_at=None)
        if is_new and not workshop.is_draft:
            notices.question_linked(link, actor)


@transaction.atomic
def unlink_question(*, workshop: Workshop, thread: Thread, now: datetime) -> None:
    """Unless it is settled: its answer stands. Of a draft's nobody was told."""
    links = workshop.questions.unsettled().filter(thread=thread)
    if locked(workshop).is_draft:
        links.delete()
    else:
        links.update(unlinked_at=now)


def still_ahead(workshop: Workshop) -> Workshop:
    """Behind the lock: it may be announced, called off or closed since its page was read."""
    workshop = locked(workshop)
    if workshop.is_done or workshop.is_called_off:
        raise NothingAhead
    return workshop


def settle_question(
    *,
    actor: User,
    link: WorkshopQuestion,
    words: str,
    material: Material | None,
    now: datetime,
) -> WorkshopQuestion:
    """An answer that leads to the material as it is now, or to the workshop; pressed twice, one."""
    with telling(now=now):
        found = WorkshopQuestion.objects.select_for_update(of=("self",)).get(pk=link.pk)
        if found.settled_at or found.unlinked_at:
            return found
        if is_sealed_asker(actor, found.thread):
            raise OwnNamelessQuestion
        if not has_begun(found.workshop, now):
            raise WorkshopHasNotStarted
        lines = [words, pointer(found.workshop, material)]
        body = "\n\n".join(line for line in lines if line)
        found.answer = post_answer(author=actor, thread=found.thread, body=body, now=now)
        found.settled_at, found.settled_by = now, actor
        found.save(update_fields=["answer", "settled_at", "settled_by"])
        return found


@override("id")
def pointer(workshop: Workshop, material: Material | None) -> str:
    """The version stands in the link, so that its reader learns of a newer one.

    Its words stay, in the language of everybody.
    """
    held = link_to(workshop.title, workshop.get_absolute_url())
    if material is None:
        return _("This was answered at the workshop %(workshop)s.") % {"workshop": held}
    newest = material.newest
    address = f"{material.get_absolute_url()}?v={newest.no if newest else 1}"
    words = _("This was answered at the workshop %(workshop)s; see %(material)s.")
    return words % {"workshop": held, "material": link_to(material.title, address)}
