"""The house polices its own plan (style.md 3): rooms, names, sizes, and who may write."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter

from notifications.kinds import kinds

ROOT = Path(__file__).parent.parent.parent
OUR_APPS = "hub workshops discussions competencies accounts notifications search foundation".split()
TOP_LEVEL = set(
    "manage.py forum_project accounts competencies discussions workshops notifications search hub "
    "foundation templates static locale tests docs bench deploy requirements .ci README.md "
    "CONTRIBUTING.md CHANGELOG.md Makefile pyproject.toml".split()
)
UNSEEN = {".git", ".gitignore", ".venv", "var", ".ruff_cache", ".mypy_cache", ".hypothesis"}
UNSEEN |= {".import_linter_cache", ".pytest_cache", "__pycache__", ".coverage", "test-results"}
PUBLIC = {
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
    "activate_account",
    "admin:login",
    "health",
    "hub:about_accessibility",
    "hub:area_feed",
    "hub:thread_feed",
    "hub:about_privacy",
    "hub:change_display",
    "hub:display_settings",
    "hub:metrics",
    "hub:help_page",
    "hub:home",
    "hub:manifest",
    "mfa_authenticate",
    "notifications:unsubscribe",
    "service_worker",
    "workshops:calendar_feed",
}
COUNTED = {"no", "seq"}
# Buttons of moderators; nothing is read at these addresses.
KEYED = {"discussions:move_on_shelf", "discussions:unshelve", "hub:decide_suggestion"}
WRITES = re.compile(r"\.(save|create|bulk_create|update|delete|get_or_create|update_or_create)\(")
# Verbs that are tested together with the one they undo, or where they are seen.
TESTED_WITH = {
    "accounts.change_member": "accounts/test_admin.py",
    "accounts.change_unit": "accounts/test_admin.py",
    "accounts.read_roster": "accounts/test_import_roster.py",
    "competencies.unfollow_area": "competencies/test_follow_area.py",
    "competencies.unsubscribe_unit": "competencies/test_subscribe_unit.py",
    "discussions.take_back_answer": "discussions/test_hold_answer.py",
    "discussions.carry_out": "discussions/test_decide_review.py",
    "discussions.carry_out_due": "discussions/test_decide_review.py",
    "discussions.claim_review": "discussions/test_decide_review.py",
    "discussions.undo_decision": "discussions/test_decide_review.py",
    "discussions.edit_announcement": "discussions/test_announce.py",
    "discussions.remind_readers": "discussions/test_announce.py",
    "discussions.redact_guide": "discussions/test_grow_guide.py",
    "discussions.clean_attachments": "discussions/test_store_attachment.py",
    "discussions.remove_attachment": "discussions/test_store_attachment.py",
    "accounts.renew_feed_token": "hub/test_area_feed.py",
    "accounts.drop_feed_token": "hub/test_area_feed.py",
    "competencies.decide_suggestion": "competencies/test_suggest_area.py",
    "discussions.merge_read_marks": "competencies/test_merge_areas.py",
    "discussions.note_opened": "discussions/test_similar_questions.py",
    "discussions.invite_unit": "discussions/test_invite_person.py",
    "discussions.decide_unsealing": "discussions/test_request_unsealing.py",
    "discussions.look_behind_seal": "discussions/test_request_unsealing.py",
    "discussions.confirm_duplicate": "discussions/test_propose_duplicate.py",
    "discussions.refuse_duplicate": "discussions/test_propose_duplicate.py",
    "discussions.approve_suggestion": "discussions/test_decide_suggestion.py",
    "discussions.reject_suggestion": "discussions/test_decide_suggestion.py",
    "discussions.withdraw_suggestion": "discussions/test_suggest_edit.py",
    "discussions.release_question": "discussions/test_take_question.py",
    "discussions.unconfirm_worked": "discussions/test_confirm_worked.py",
    "discussions.unlock_solution": "discussions/test_lock_solution.py",
    "discussions.describe_regulation": "discussions/test_revoke_regulation.py",
    "discussions.find_regulation": "discussions/test_revoke_regulation.py",
    "discussions.flag_revoked": "discussions/test_revoke_regulation.py",
    "discussions.reinstate_regulation": "discussions/test_revoke_regulation.py",
    "discussions.adopt_guide": "discussions/test_grow_guide.py",
    "discussions.confirm_guide": "discussions/test_grow_guide.py",
    "discussions.edit_guide": "discussions/test_grow_guide.py",
    "discussions.index_guide": "discussions/test_grow_guide.py",
    "discussions.mind_guides": "discussions/test_grow_guide.py",
    "discussions.put_on_shelf": "discussions/test_grow_guide.py",
    "discussions.rate_guide": "discussions/test_grow_guide.py",
    "discussions.retire_guide": "discussions/test_grow_guide.py",
    "discussions.revive_guide": "discussions/test_grow_guide.py",
    "discussions.take_off_shelf": "discussions/test_grow_guide.py",
    "discussions.acknowledge": "discussions/test_announce.py",
    "discussions.find_answer": "discussions/test_similar_questions.py",
    "discussions.reopen_question": "discussions/test_close_question.py",
    "discussions.restore_answer": "discussions/test_delete_answer.py",
    "discussions.restore_question": "discussions/test_delete_question.py",
    "discussions.index_thread": "search/test_search.py",
    "discussions.unfollow_thread": "discussions/test_follow_thread.py",
    "discussions.unmark_helpful": "discussions/test_mark_helpful.py",
    "discussions.unmark_outdated": "discussions/test_mark_outdated.py",
    "discussions.unmark_me_too": "discussions/test_mark_me_too.py",
    "workshops.try_importing": "workshops/test_import_workshops.py",
    "workshops.accept_proposal": "workshops/test_decide_proposal.py",
    "workshops.decline_proposal": "workshops/test_decide_proposal.py",
    "workshops.merge_proposal": "workshops/test_decide_proposal.py",
    "workshops.try_registering": "workshops/test_register_others.py",
    "workshops.index_workshop": "search/test_search.py",
    "workshops.accept_offer": "workshops/test_waiting_list.py",
    "workshops.answer_host": "workshops/test_add_entry_question.py",
    "workshops.book_interested": "workshops/test_decide_date.py",
    "workshops.end_entry_question": "workshops/test_add_entry_question.py",
    "workshops.end_calendar_token": "workshops/test_make_calendar_token.py",
    "workshops.decline_request": "workshops/test_approve_request.py",
    "workshops.end_packages": "workshops/test_pack_materials.py",
    "workshops.forget_letters": "workshops/test_draft_letter.py",
    "workshops.mind_letters": "workshops/test_draft_letter.py",
    "discussions.open_sharing": "workshops/test_open_afterwards.py",
    "discussions.subscribe_members": "workshops/test_open_afterwards.py",
    "workshops.refuse_to_speak": "workshops/test_agree_to_speak.py",
    "workshops.unvote_topic": "workshops/test_vote_topic.py",
    "workshops.unlink_question": "workshops/test_link_question.py",
    "workshops.list_participant": "workshops/test_participant_list.py",
    "workshops.release_seats": "workshops/test_hold_seats.py",
    "workshops.remove_participant": "workshops/test_participant_list.py",
    "workshops.remove_facilitator": "workshops/test_add_facilitator.py",
    "workshops.withdraw_interest": "workshops/test_show_interest.py",
    "workshops.offer_dates": "workshops/test_decide_date.py",
    "workshops.mind_seats": "workshops/test_waiting_list.py",
    "workshops.recount": "hub/test_seed_demo.py",
}
LONG_FILES = {  # path: why it may pass 300 lines
    "discussions/actions/__init__.py": "a table of contents: a line per verb",
}


def python_files():
    return [
        path
        for app in (*OUR_APPS, "forum_project")
        for path in (ROOT / app).rglob("*.py")
        if "migrations" not in path.parts
    ]


def routes(resolver=None, namespace=""):
    for name, entry in patterns(resolver, namespace):
        yield name, entry.callback


def patterns(resolver=None, namespace=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, f"{entry.namespace}:" if entry.namespace else namespace)
        elif isinstance(entry, URLPattern) and entry.name:
            yield namespace + entry.name, entry


def test_the_top_level_holds_exactly_what_the_plan_says():
    found = {path.name for path in ROOT.iterdir()} - UNSEEN

    assert found == TOP_LEVEL


def test_the_public_pages_are_exactly_this_set():
    public = {name for name, view in routes() if not getattr(view, "login_required", True)}

    assert public == PUBLIC


def test_no_address_carries_a_key_of_the_database():
    """Public ids do; a number counts within a text or a person's own news."""
    numbered = {
        (name, number)
        for name, entry in patterns()
        for number, converter in entry.pattern.converters.items()
        if isinstance(converter, IntConverter) and name.partition(":")[0] in OUR_APPS
    }

    assert {name for name, number in numbered if number not in COUNTED} == KEYED


@pytest.mark.parametrize("key", sorted(kinds))
def test_every_notice_has_its_words(key):
    for ending in ("html", "txt"):
        assert get_template(kinds[key].template(ending))


def test_every_model_says_what_it_is():
    silent = [
        model.__name__
        for app in OUR_APPS
        for model in apps.get_app_config(app).get_models()
        if not model.__doc__ or model.__doc__.startswith(f"{model.__name__}(")
    ]

    assert silent == []


def test_no_file_is_too_long_to_read_in_one_sitting():
    long = {
        str(path.relative_to(ROOT))
        for path in python_files()
        if len(path.read_text(encoding="utf-8").splitlines()) > 300
    }

    assert long == set(LONG_FILES)


def test_views_never_write():
    writing = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in python_files()
        if "views" in path.parts or path.name == "views.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if WRITES.search(line)
    ]

    assert writing == []


def test_views_stay_short():
    """About fifteen lines; a context of many parts may take a few more."""
    body = re.compile(r"^def (\w+)\(.*?(?=^(?:def|class|@)|\Z)", re.DOTALL | re.MULTILINE)
    long = []
    for path in python_files():
        if "views" not in path.parts and path.name != "views.py":
            continue
        for match in body.finditer(path.read_text(encoding="utf-8")):
            lines = [line for line in match.group().splitlines()[1:] if line.strip()]
            if len(lines) > 22:
                long.append(f"{path.name}:{match.group(1)} {len(lines)}")

    assert long == []


def test_every_verb_has_a_test_file():
    """A public function of an actions module is a verb: tests/<app>/test_<verb>.py."""
    missing = []
    for app in ("accounts", "competencies", "discussions", "workshops"):
        module = __import__(f"{app}.actions", fromlist=["__all__"])
        for verb in (name for name in module.__all__ if name.islower()):
            path = TESTED_WITH.get(f"{app}.{verb}", f"{app}/test_{verb}.py")
            missing += [] if (ROOT / "tests" / path).exists() else [f"{app}.{verb}"]

    assert missing == []


def test_migrations_say_what_they_do():
    automatic = [path.name for path in ROOT.glob("*/migrations/*_auto_*.py")]

    assert automatic == []


def test_taggits_queries_per_row_are_not_used():
    """`names()` and `slugs()` ignore the prefetch (stack.md 3)."""
    found = [
        str(path.relative_to(ROOT))
        for path in python_files()
        if re.search(r"\.(areas|tags)\.(names|slugs)\(", path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_every_decision_has_a_number_of_its_own():
    records = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))

    for no, record in enumerate(records, start=1):
        assert record.name[:4] == f"{no:04}"
        assert record.read_text(encoding="utf-8").startswith(f"# {no}. ")
