"""What a reader may do with a question: buttons, menu and answer form, drawn once for each state.

Of all that they say only the marks are the page's own.
"""

from typing import Any, NamedTuple
from urllib.parse import quote

from django.http import HttpRequest
from django.template.context_processors import csrf
from django.utils.safestring import SafeString

from discussions.forms import AnswerForm, AskBackForm
from discussions.models import Post, Thread
from foundation.forms import new_key
from foundation.kept import filled
from foundation.templatetags.face import panels

# No id has a vowel (foundation/models.py).
THREAD, OPENING, COUNT = "aaaaa", "eeeeee", "iiiii"
TOKEN, SHARED, MENU, PATH, KEY = "::token::", "::shared::", "::menu::", "::path::", "::key::"
POWERS = (
    *("is_asker", "may_answer", "may_edit", "may_suggest", "may_propose", "may_see_seal"),
    *("may_reopen", "may_close", "may_delete"),
)
BLANKS = {True: AskBackForm(), False: AnswerForm()}  # by whether it is an announcement
for blank in BLANKS.values():
    blank.fields["key"].initial = KEY


class Marked(NamedTuple):
    """The question as its parts see it."""

    kind: str
    my_level: str = ""
    is_saved: bool = False
    is_my_problem: bool = False
    me_too_count: str = ""
    public_id: str = THREAD


def parts_of(
    request: HttpRequest, page: dict[str, Any], answer_form: AnswerForm | None
) -> dict[str, Any]:
    """`page` is the context of the question's page; one token for all its forms."""
    token = {"csrf_token": str(csrf(request)["csrf_token"])}  # each asking masks it anew
    page = page | token
    return token | {"acts": acts_of(request, page), **form_of(request, page, answer_form)}


def menu_of(thread: Thread, opening: Post, powers: dict[str, bool]) -> SafeString:
    """What stands behind the three dots."""
    return filled(
        "discussions/_thread_menu.html",
        {THREAD: thread.public_id, OPENING: opening.public_id},
        thread_id=THREAD,
        opening_id=OPENING,
        is_question=thread.kind == Thread.Kind.QUESTION,
        is_open=thread.is_open,
        is_closed=thread.closed_at is not None,
        is_muted=thread.my_level == "muted",
        is_solved=thread.is_solved,
        is_locked=thread.solution_locked_at is not None,
        is_slow=thread.is_slow,
        is_outdated=opening.outdated_at is not None,
        may_outdate=opening.may_outdate,
        moderates=opening.moderates,
        **{name: powers[name] for name in POWERS},
    )


def marked(thread: Thread) -> Marked:
    return Marked(
        kind=thread.kind,
        my_level=thread.my_level,
        is_saved=bool(thread.is_saved),
        is_my_problem=bool(thread.is_my_problem),
        me_too_count=COUNT if thread.me_too_count else "",
    )


def acts_of(request: HttpRequest, page: dict[str, Any]) -> SafeString:
    """The row of buttons below a question."""
    thread = page["thread"]
    menu = menu_of(thread, page["opening"], page)
    own = {
        THREAD: thread.public_id,
        COUNT: str(thread.me_too_count),
        TOKEN: page["csrf_token"],
        SHARED: quote(page["share_text"], safe=""),
        MENU: panels({"request": request}, "question_menu", thread) + menu,
    }
    return filled(
        "discussions/_acts.html",
        own,
        thread=marked(thread),
        is_asker=page["is_asker"],
        offers_answer=bool(page["may_answer"] and not page["own_answer"] and not page.get("week")),
        shared=SHARED,
        menu=MENU,
        csrf_token=TOKEN,
    )


def form_of(
    request: HttpRequest, page: dict[str, Any], answer_form: AnswerForm | None
) -> dict[str, Any]:
    """What was typed, or what everybody finds; while somebody writes an answer it says so."""
    offers = page["may_answer"] and not page["own_answer"]
    if answer_form and (answer_form.is_bound or offers):
        return {"answer_form": answer_form}
    if not offers:
        return {}
    if page["taker"]:
        return {"answer_form": type(blank_for(page["thread"]))()}
    return {"blank_form": blank_form_of(request, page)}


def blank_form_of(request: HttpRequest, page: dict[str, Any]) -> SafeString:
    """The answer form as everybody finds it, with a key of its own."""
    thread = page["thread"]
    own = {
        THREAD: thread.public_id,
        TOKEN: page["csrf_token"],
        PATH: request.path,
        KEY: new_key(),
    }
    return filled(
        "discussions/_answer_form.html",
        own,
        form=blank_for(thread),
        action="post",
        thread=Marked(kind=thread.kind),
        path=PATH,
        may_take=page["may_take"],
        writes_named=page["writes_named"],
        csrf_token=TOKEN,
    )


def blank_for(thread: Thread) -> AnswerForm:
    return BLANKS[thread.kind == Thread.Kind.ANNOUNCEMENT]
