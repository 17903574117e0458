"""Every address × every role × own, foreign and hidden things (reliability.md R12).

An address that is missing here fails the build. `X` is a visitor, `E` the employee whose things
these are, `S` a stranger of another unit, `L` the leader of the employee's unit, `O` the leader of
another unit, `M` a moderator, `A` an admin, `Z` someone suspended.
"""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from discussions.actions import (
    AnnouncementText,
    GuideText,
    QuestionText,
    SuggestedText,
    accept_answer,
    announce,
    ask_question,
    find_regulation,
    grow_guide,
    post_comment,
    put_on_shelf,
    report_text,
    request_unsealing,
    store_attachment,
    suggest_edit,
)
from discussions.models import Award, ShelfItem, Thread
from tests.architecture.test_layout import routes
from tests.factories import UserFactory, area, make_answer, make_question, make_week, make_workshop
from workshops.actions import (
    CallText,
    NewMaterial,
    TopicText,
    add_material,
    draft_letter,
    link_question,
    open_call,
    propose_topic,
    register,
    request_topic,
    send_message,
)

ROLES = "X E S L O M A Z".split()
IN = "302 200 200 200 200 200 200 302"  # every member; visitors and the suspended sign in
ALL = "200 200 200 200 200 200 200 302"  # public, but a suspended session is ended first
POSTS = "302 405 405 405 405 405 405 302"  # only by a form
UNIT = "302 200 404 200 404 200 200 302"  # the unit's board: members, leaders above, moderators
GONE = "302 404 404 404 404 200 200 302"  # hidden: moderators and admins only
DRAFT = "302 404 404 200 404 404 200 302"  # a draft: its host, whoever leads its unit, admins
LEADS = "302 403 403 200 200 403 200 302"  # leaders of any unit, and admins
HOSTS = "302 403 403 200 403 403 200 302"  # who leads the workshop's unit
MATRIX = {
    # --- public
    ("health", ""): "200 200 200 200 200 200 200 302",
    ("hub:home", ""): ALL,
    ("hub:help_page", ""): ALL,
    ("hub:manifest", ""): "200 200 200 200 200 200 200 302",
    ("service_worker", ""): "200 200 200 200 200 200 200 302",
    ("hub:about_privacy", ""): ALL,
    ("hub:about_accessibility", ""): ALL,
    ("hub:display_settings", ""): ALL,
    ("hub:change_display", ""): "405 405 405 405 405 405 405 302",
    ("account_login", ""): "200 302 302 302 302 302 302 302",
    ("account_logout", ""): "302 200 200 200 200 200 200 302",
    ("account_signup", ""): "200 302 302 302 302 302 302 302",
    ("account_inactive", ""): ALL,
    ("account_reset_password", ""): ALL,
    ("account_reset_password_done", ""): ALL,
    ("account_reset_password_from_key", "reset"): ALL,
    ("account_reset_password_from_key_done", ""): ALL,
    ("notifications:unsubscribe", "token"): "404 404 404 404 404 404 404 302",
    ("activate_account", "token"): "404 404 404 404 404 404 404 302",
    ("mfa_authenticate", ""): "302 302 302 302 302 302 302 302",
    # --- one's own
    # (the cast has no passwords: it may set one, and has nothing to confirm itself with)
    ("account_change_password", ""): "302 302 302 302 302 302 302 302",
    ("account_set_password", ""): IN,
    ("account_reauthenticate", ""): "302 403 403 403 403 403 403 302",
    ("mfa_index", ""): IN,
    ("mfa_reauthenticate", ""): "302 403 403 403 403 403 403 302",
    ("mfa_activate_totp", ""): IN,
    ("mfa_deactivate_totp", ""): "302 404 404 404 404 404 404 302",
    ("mfa_view_recovery_codes", ""): "302 404 404 404 404 404 404 302",
    ("mfa_generate_recovery_codes", ""): IN,
    ("mfa_download_recovery_codes", ""): "302 404 404 404 404 404 404 302",
    ("hub:learning", ""): IN,
    ("hub:settings_list", ""): IN,
    ("hub:contribution", ""): IN,
    ("hub:show_award", "award_id"): POSTS,
    ("notifications:preferences", ""): IN,
    ("notifications:trust_address", ""): POSTS,
    ("notifications:lessen_news", "seq"): "302 302 302 302 302 302 302 302",
    ("notifications:subscribe_push", ""): POSTS,
    ("hub:saved_list", ""): IN,
    ("hub:draft", ""): IN,
    ("hub:drop_draft", ""): POSTS,
    ("hub:engine_room", ""): "302 403 403 403 403 403 200 302",
    ("hub:metrics", ""): "404 404 404 404 404 404 404 302",
    ("hub:area_feed", "area"): "404 404 404 404 404 404 404 302",
    ("hub:thread_feed", "thread_id"): "404 404 404 404 404 404 404 302",
    ("hub:feed_list", ""): IN,
    ("hub:renew_feed", ""): POSTS,
    ("hub:my_data", ""): IN,
    ("hub:suggestion_list", ""): IN,
    ("hub:decide_suggestion", "one"): POSTS,
    ("hub:subscribe_unit", "area"): "302 403 403 403 403 403 200 302",
    ("hub:unsubscribe_unit", "area"): POSTS,
    ("hub:merge_areas", "area"): "302 403 403 403 403 200 403 302",
    ("hub:welcome_unit", ""): IN,
    ("hub:welcome_areas", ""): IN,
    ("hub:welcome_news", ""): IN,
    ("hub:request_correction", ""): POSTS,
    ("notifications:news_list", ""): IN,
    ("notifications:read_all", ""): POSTS,
    ("notifications:missed_events", ""): IN,
    # --- everybody's
    ("hub:area_list", ""): IN,
    ("hub:area_detail", "area"): IN,
    ("hub:follow_area", "area"): POSTS,
    ("hub:search", ""): IN,
    ("hub:person_detail", "person"): IN,
    ("hub:unit_people", "unit"): IN,
    ("hub:unit_list", ""): "302 403 403 302 302 403 200 302",
    ("hub:unit_board", "unit"): "302 404 404 200 404 404 200 302",
    ("hub:thank_answer", "thanked"): POSTS,
    # --- questions
    ("discussions:thread_list", ""): IN,
    ("discussions:ask_question", ""): IN,
    ("discussions:similar_questions", ""): "302 302 302 302 302 302 302 302",
    ("discussions:find_answer", "thread_id"): POSTS,
    ("discussions:preview_markdown", ""): POSTS,
    ("discussions:thread_detail", "thread"): IN,
    ("discussions:thread_detail", "unit_thread"): UNIT,
    ("discussions:thread_detail", "hidden_thread"): "302 200 404 404 404 200 200 302",
    ("discussions:post_answer", "thread_id"): POSTS,
    ("discussions:edit_question", "thread_id"): "302 200 403 403 403 403 403 302",
    ("discussions:edit_question", "unit_thread_id"): "302 200 404 403 404 403 403 302",
    ("discussions:follow_thread", "thread_id"): POSTS,
    ("discussions:mark_me_too", "thread_id"): POSTS,
    ("discussions:new_answers", "thread_id"): "302 302 302 302 302 302 302 302",
    ("discussions:new_answers", "unit_thread_id"): "302 302 404 302 404 302 302 302",
    ("discussions:thread_link", "thread_id"): "302 302 302 302 302 302 302 302",
    ("discussions:thread_link", "hidden_thread_id"): "302 302 404 404 404 302 302 302",
    ("discussions:answer_link", "answer_id"): "302 302 302 302 302 302 302 302",
    ("discussions:answer_link", "unit_answer_id"): "302 302 404 302 404 302 302 302",
    ("discussions:thread_history", "thread_id"): IN,
    ("discussions:thread_history", "unit_thread_id"): UNIT,
    ("discussions:close_question", "thread_id"): "302 200 403 403 403 200 403 302",
    ("discussions:reopen_question", "thread_id"): POSTS,
    ("discussions:delete_question", "silent_thread_id"): "302 403 403 403 403 200 403 302",
    ("discussions:delete_question", "hidden_thread_id"): "302 403 404 404 404 200 403 302",
    ("discussions:restore_question", "thread_id"): POSTS,
    ("discussions:delete_answer", "answer_id"): "302 403 200 403 403 200 403 302",
    ("discussions:restore_answer", "answer_id"): POSTS,
    ("discussions:unaccept_answer", "answer_id"): POSTS,
    ("discussions:mark_outdated", "answer_id"): "302 403 200 403 403 200 403 302",
    ("discussions:unmark_outdated", "answer_id"): POSTS,
    ("discussions:suggest_edit", "answer_id"): "302 200 403 200 200 200 200 302",
    ("discussions:suggest_edit", "unit_answer_id"): "302 200 404 403 404 200 200 302",
    ("discussions:suggest_edit", "opening_id"): "302 403 200 200 200 200 200 302",
    ("discussions:suggestion_list", ""): IN,
    ("discussions:suggestion_detail", "suggestion_id"): "302 200 200 404 404 200 404 302",
    ("discussions:approve_suggestion", "suggestion_id"): POSTS,
    ("discussions:reject_suggestion", "suggestion_id"): "302 403 200 404 404 200 404 302",
    ("discussions:withdraw_suggestion", "suggestion_id"): POSTS,
    ("discussions:post_comment", "answer_id"): IN,
    ("discussions:post_comment", "unit_answer_id"): UNIT,
    ("discussions:comment_detail", "comment_id"): IN,
    ("discussions:comment_detail", "unit_comment_id"): UNIT,
    ("discussions:delete_comment", "comment_id"): "302 200 403 403 403 200 403 302",
    ("discussions:edit_comment", "comment_id"): "302 403 403 403 403 403 403 302",
    ("discussions:restore_comment", "comment_id"): POSTS,
    ("discussions:propose_duplicate", "thread_id"): "302 403 200 200 200 200 200 302",
    ("discussions:confirm_duplicate", "thread_id"): POSTS,
    ("discussions:refuse_duplicate", "thread_id"): "302 200 403 403 403 200 403 302",
    ("discussions:store_attachment", ""): POSTS,
    ("discussions:attachment_file", "file_id"): IN,
    ("discussions:remove_attachment", "file_id"): "302 403 200 403 403 200 403 302",
    ("discussions:people_list", "thread_id"): IN,
    ("discussions:people_list", "unit_thread_id"): UNIT,
    ("discussions:invite_person", "thread_id"): IN,
    ("discussions:invite_person", "unit_thread_id"): UNIT,
    ("discussions:seal_detail", "sealed_id"): "302 200 403 403 403 200 200 302",
    ("discussions:decide_unsealing", "seal_id"): POSTS,
    ("discussions:look_behind_seal", "seal_id"): POSTS,
    ("discussions:merge_questions", "thread_id"): "302 403 403 403 403 200 403 302",
    ("discussions:take_question", "thread_id"): POSTS,
    ("discussions:confirm_worked", "answer_id"): POSTS,
    ("discussions:confirmation_list", "answer_id"): IN,
    ("discussions:confirmation_list", "unit_answer_id"): UNIT,
    ("discussions:compare_wordings", "answer_id"): IN,
    ("discussions:compare_wordings", "unit_answer_id"): UNIT,
    ("discussions:lock_solution", "solved_thread_id"): "302 403 403 403 403 200 403 302",
    ("discussions:unlock_solution", "thread_id"): POSTS,
    ("discussions:restore_revision", "revision"): POSTS,
    ("discussions:read_area", "area"): POSTS,
    ("discussions:save_thread", "thread_id"): POSTS,
    ("discussions:regulation_list", ""): IN,
    ("discussions:regulation_detail", "rule_id"): IN,
    ("discussions:describe_regulation", "rule_id"): "302 403 403 403 403 200 403 302",
    ("discussions:revoke_regulation", "rule_id"): "302 403 403 403 403 200 403 302",
    ("discussions:reinstate_regulation", "rule_id"): POSTS,
    ("discussions:guide_list", ""): IN,
    ("discussions:guide_detail", "guide"): IN,
    ("discussions:guide_history", "guide_id"): IN,
    ("discussions:grow_guide", "solution_id"): "302 403 403 403 403 200 403 302",
    ("discussions:edit_guide", "guide_id"): "302 403 200 403 403 200 403 302",
    ("discussions:retire_guide", "guide_id"): "302 403 200 403 403 200 403 302",
    ("discussions:keep_guide", "guide_id"): POSTS,
    ("discussions:rate_guide", "guide_id"): POSTS,
    ("discussions:shelve", "thread_id"): POSTS,
    ("discussions:ask_week", ""): "302 403 403 200 200 200 200 302",
    ("discussions:hold_answer", "week_id"): "302 200 404 403 404 200 200 302",
    ("discussions:take_back_answer", "week_id"): POSTS,
    ("discussions:held_list", "week_id"): "302 403 404 403 404 200 403 302",
    ("discussions:announcement_list", ""): IN,
    ("discussions:announce", ""): LEADS,
    ("discussions:acknowledge", "thread_id"): POSTS,
    ("discussions:edit_announcement", "announced_id"): "302 403 404 200 404 403 403 302",
    ("discussions:remind_readers", "announced_id"): POSTS,
    ("discussions:redact_guide", "guide_id"): "302 403 403 403 403 200 403 302",
    ("discussions:unshelve", "shelf_id"): POSTS,
    ("discussions:move_on_shelf", "shelf_id"): POSTS,
    ("discussions:receipt_list", "announced_id"): "302 403 404 200 404 403 200 302",
    ("discussions:related_questions", "thread_id"): IN,
    ("discussions:related_questions", "unit_thread_id"): UNIT,
    ("discussions:set_slow", "thread_id"): POSTS,
    ("discussions:report_post", "answer_id"): "302 200 403 200 200 200 200 302",
    ("discussions:report_guide", "guide_id"): "302 200 403 200 200 200 200 302",
    ("discussions:report_person", "person"): "302 200 200 403 200 200 200 302",
    ("discussions:report_comment", "comment_id"): "302 403 200 200 200 200 200 302",
    ("discussions:redact_post", "answer_id"): "302 403 403 403 403 200 403 302",
    ("discussions:review_queue", ""): "302 403 403 403 403 200 403 302",
    ("discussions:review_detail", "review_id"): "302 403 403 403 403 200 403 302",
    ("discussions:claim_review", "review_id"): POSTS,
    ("discussions:undo_decision", "review_id"): POSTS,
    ("discussions:turn_into_answer", "comment_id"): POSTS,
    ("discussions:turn_into_comment", "answer_id"): "302 403 200 403 403 200 403 302",
    ("discussions:edit_answer", "answer_id"): "302 403 200 403 403 403 403 302",
    ("discussions:mark_helpful", "answer_id"): POSTS,
    ("discussions:accept_answer", "answer_id"): "302 200 403 403 403 403 403 302",
    ("discussions:accept_answer", "silent_answer_id"): "302 200 403 403 403 200 403 302",
    # --- workshops
    ("workshops:workshop_list", ""): IN,
    ("workshops:announce_workshop", ""): LEADS,
    ("workshops:import_workshops", ""): LEADS,
    ("workshops:import_template", ""): LEADS,
    ("workshops:check_days", ""): POSTS,
    ("workshops:count_audience", ""): POSTS,
    ("workshops:workshop_detail", "workshop"): IN,
    ("workshops:workshop_detail", "draft"): DRAFT,
    ("workshops:register", "workshop_id"): POSTS,
    ("workshops:cancel_registration", "workshop_id"): POSTS,
    ("workshops:accept_offer", "workshop_id"): POSTS,
    ("workshops:acknowledge_change", "workshop_id"): POSTS,
    ("workshops:set_cover", ""): LEADS,
    ("workshops:request_list", ""): IN,
    ("workshops:decide_request", "request_id"): "302 403 403 200 403 403 200 302",
    ("workshops:join_workshop", "workshop_id"): "302 404 404 302 404 404 302 302",
    ("workshops:ask_at_workshop", "workshop_id"): IN,
    ("workshops:ask_at_workshop", "draft_id"): DRAFT,
    ("workshops:workshop_calendar", "workshop_id"): IN,
    ("workshops:workshop_calendar", "draft_id"): DRAFT,
    ("workshops:calendar_feed", "token"): "404 404 404 404 404 404 404 302",
    ("workshops:calendar_token_list", ""): IN,
    ("workshops:make_calendar_token", ""): POSTS,
    ("workshops:end_calendar_token", "workshop_id"): POSTS,
    ("workshops:edit_workshop", "workshop_id"): HOSTS,
    ("workshops:edit_workshop", "draft_id"): DRAFT,
    ("workshops:publish_workshop", "draft_id"): POSTS,
    ("workshops:discard_draft", "draft_id"): POSTS,
    ("workshops:participant_list", "workshop_id"): HOSTS,
    ("workshops:facilitator_list", "workshop_id"): HOSTS,
    ("workshops:facilitator_list", "draft_id"): DRAFT,
    ("workshops:date_poll", "workshop_id"): "302 403 403 302 403 403 302 302",  # it has its date
    ("workshops:show_interest", "workshop_id"): POSTS,
    ("workshops:call_off_workshop", "workshop_id"): HOSTS,
    ("workshops:remove_participant", "place"): HOSTS,
    ("workshops:register_others", "workshop_id"): LEADS,
    ("workshops:hold_seats", "workshop_id"): LEADS,
    ("workshops:release_seats", "place"): POSTS,
    ("workshops:add_entry_question", "workshop_id"): HOSTS,
    ("workshops:end_entry_question", "asked"): POSTS,
    ("workshops:answer_host", "workshop_id"): "302 404 404 404 404 404 404 302",
    ("workshops:list_participant", "workshop_id"): POSTS,
    ("workshops:send_message", "workshop_id"): HOSTS,
    ("workshops:message_detail", "message_id"): "302 200 404 200 404 404 200 302",
    ("workshops:take_attendance", "workshop_id"): HOSTS,
    ("workshops:close_workshop", "workshop_id"): POSTS,
    ("workshops:reopen_workshop", "workshop_id"): POSTS,
    ("workshops:add_material", "workshop_id"): HOSTS,
    ("workshops:workshop_link", "workshop_id"): "302 302 302 302 302 302 302 302",
    ("workshops:arrange_materials", "workshop_id"): HOSTS,
    ("workshops:export_people", "workshop_id"): HOSTS,
    ("workshops:exported_people", "place"): "302 403 403 404 403 403 404 302",
    ("workshops:letter_list", "sent_to"): "302 200 404 200 200 404 200 302",
    ("workshops:letter_list", "draft_id"): DRAFT,
    ("workshops:draft_letter", "sent_by"): POSTS,
    ("workshops:letter_file", "letter"): "302 200 404 200 404 404 200 302",
    ("workshops:info_sheet", "workshop_id"): IN,
    ("workshops:info_sheet", "draft_id"): DRAFT,
    ("workshops:speaker_consent", ""): IN,
    ("workshops:topic_list", ""): IN,
    ("workshops:request_topic", ""): IN,
    ("workshops:topic_detail", "topic_id"): IN,
    ("workshops:open_call", ""): "302 403 403 200 200 200 200 302",
    ("workshops:call_detail", "call_id"): IN,
    ("workshops:call_detail", "unit_call_id"): "302 200 404 200 404 404 200 302",
    ("workshops:propose_topic", "call_id"): IN,
    ("workshops:decide_proposal", "proposal_id"): "302 403 403 200 403 200 200 302",
    ("workshops:report_topic", "topic_id"): "302 200 200 403 200 200 200 302",
    ("workshops:stop_facilitating", "workshop_id"): POSTS,
    ("workshops:vote_topic", "topic_id"): POSTS,
    ("workshops:workshop_questions", "workshop_id"): HOSTS,
    ("workshops:workshop_questions", "draft_id"): DRAFT,
    ("workshops:link_question", "workshop_id"): POSTS,
    ("workshops:unlink_question", "workshop_id"): POSTS,
    ("workshops:settle_question", "settled"): HOSTS,
    ("workshops:answer_at_workshop", "thread_id"): LEADS,
    ("workshops:answer_at_workshop", "unit_thread_id"): "302 403 404 200 404 403 200 302",
    ("workshops:pack_materials", "workshop_id"): IN,
    ("workshops:pack_materials", "draft_id"): DRAFT,
    ("workshops:packed_materials", "workshop_id"): "302 404 404 404 404 404 404 302",
    ("workshops:material_list", ""): IN,
    ("workshops:material_detail", "link_id"): IN,
    ("workshops:edit_material", "link_id"): HOSTS,
    ("workshops:move_material", "link_id"): POSTS,
    ("workshops:material_file", "link_id"): "302 302 302 302 302 302 302 302",
    ("workshops:material_version", "link_version"): "302 302 302 302 302 302 302 302",
    ("workshops:report_material", "link_id"): "302 200 200 403 200 200 200 302",
    # --- Django's admin
    ("admin:index", ""): "302 302 302 302 302 302 200 302",
}
POSTED = {
    ("discussions:ask_week", ""): "302 403 403 422 422 422 422 302",
    ("discussions:hold_answer", "week_id"): "302 422 404 403 404 422 422 302",
    ("discussions:take_back_answer", "week_id"): "302 302 404 403 404 302 302 302",
    ("discussions:unshelve", "shelf_id"): "302 403 403 403 403 302 404 302",  # gone by then
    ("discussions:move_on_shelf", "shelf_id"): "302 403 403 403 403 400 403 302",  # to no place
    ("discussions:remind_readers", "announced_id"): "302 403 404 302 404 403 409 302",
    ("discussions:suggest_edit", "unit_answer_id"): "302 422 404 403 404 422 422 302",
    ("discussions:approve_suggestion", "suggestion_id"): "302 403 422 404 404 422 404 302",
    ("discussions:reject_suggestion", "suggestion_id"): "302 403 422 404 404 422 404 302",
    ("discussions:withdraw_suggestion", "suggestion_id"): "302 302 404 404 404 404 404 302",
    ("discussions:decide_unsealing", "seal_id"): "302 403 403 403 403 403 302 302",
    ("discussions:look_behind_seal", "seal_id"): "302 403 403 403 403 409 409 302",
    ("discussions:post_answer", "unit_thread_id"): "302 422 404 422 404 422 422 302",
    ("discussions:post_answer", "hidden_thread_id"): "302 422 404 404 404 422 422 302",
    ("discussions:follow_thread", "unit_thread_id"): "302 302 404 302 404 302 302 302",
    ("discussions:mark_me_too", "thread_id"): "302 403 302 302 302 302 302 302",
    ("discussions:mark_helpful", "answer_id"): "302 302 403 302 302 302 302 302",
    (
        "discussions:accept_answer",
        "answer_id",
    ): "302 302 403 403 403 422 403 302",  # M: chosen already
    ("discussions:edit_question", "thread_id"): "302 422 403 403 403 403 403 302",
    (
        "workshops:publish_workshop",
        "draft_id",
    ): "302 404 404 302 403 403 302 302",  # O, M: announced now,
    ("workshops:discard_draft", "draft_id"): "302 404 404 302 404 404 404 302",  # gone after O
    ("workshops:close_workshop", "workshop_id"): "302 403 403 409 403 403 409 302",
    ("workshops:reopen_workshop", "workshop_id"): "302 403 403 302 403 403 302 302",
    ("workshops:add_material", "workshop_id"): "302 403 403 422 403 403 422 302",
    ("workshops:edit_material", "link_id"): "302 403 403 422 403 403 422 302",
    ("workshops:export_people", "workshop_id"): "302 403 403 422 403 403 422 302",
    ("workshops:link_question", "workshop_id"): "302 403 403 404 403 403 404 302",
    ("workshops:unlink_question", "workshop_id"): "302 403 403 404 403 403 404 302",
    ("workshops:settle_question", "settled"): "302 403 403 409 403 403 409 302",
    ("workshops:pack_materials", "workshop_id"): "302 409 409 409 409 409 409 302",
    ("workshops:move_material", "link_id"): "302 403 403 400 403 403 400 302",
    ("workshops:edit_workshop", "workshop_id"): "302 403 403 422 403 403 422 302",
    ("workshops:take_attendance", "workshop_id"): "302 403 403 404 403 403 404 302",
    ("workshops:check_days", ""): "302 403 403 404 404 403 404 302",
    ("workshops:count_audience", ""): "302 403 403 200 200 403 200 302",
    ("workshops:announce_workshop", ""): "302 403 403 422 422 403 422 302",
    ("workshops:import_workshops", ""): "302 403 403 422 422 403 422 302",
    ("workshops:open_call", ""): "302 403 403 422 422 422 422 302",
    ("workshops:propose_topic", "call_id"): "302 422 422 422 422 422 422 302",
    ("workshops:decide_proposal", "proposal_id"): "302 403 403 422 403 422 422 302",
    ("workshops:make_calendar_token", ""): "302 422 422 422 422 422 422 302",
    ("workshops:end_calendar_token", "workshop_id"): "302 404 404 404 404 404 404 302",
    ("workshops:register", "draft_id"): "302 404 404 403 404 404 403 302",
    ("workshops:decide_request", "request_id"): "302 403 403 422 403 403 422 302",
    ("workshops:remove_participant", "place"): "302 403 403 422 403 403 422 302",
    ("workshops:send_message", "workshop_id"): "302 403 403 422 403 403 422 302",
    ("workshops:register_others", "workshop_id"): "302 403 403 422 422 403 422 302",
    ("workshops:set_cover", ""): "302 403 403 422 422 403 422 302",
    ("workshops:add_entry_question", "workshop_id"): "302 403 403 422 403 403 422 302",
    ("workshops:end_entry_question", "asked"): "302 403 403 404 403 403 404 302",
    ("workshops:hold_seats", "workshop_id"): "302 403 403 422 422 403 422 302",
    ("workshops:release_seats", "place"): "302 403 403 404 404 403 404 302",
    ("workshops:draft_letter", "sent_by"): "302 302 404 302 404 404 302 302",
    ("workshops:call_off_workshop", "workshop_id"): "302 403 403 422 403 403 422 302",
    ("hub:thank_answer", "thanked"): "302 404 404 302 404 404 302 302",
    ("hub:follow_area", "area"): "302 302 302 302 302 302 302 302",
    ("hub:show_award", "award_id"): "302 302 404 404 404 404 404 302",
}


@pytest.fixture
def cast(employee, stranger, leader, other_leader, moderator, admin, unit):
    until = timezone.now() + timedelta(days=3)
    suspended = UserFactory(unit=unit, suspended_until=until)
    people = [None, employee, stranger, leader, other_leader, moderator, admin, suspended]
    return dict(zip(ROLES, people, strict=True))


@pytest.fixture
def things(cast):
    """What the addresses name, by the words of the matrix."""
    employee, leader = cast["E"], cast["L"]
    long_ago = timezone.now() - timedelta(days=20)
    threads = {
        "thread": make_question(employee),
        "unit_thread": make_question(employee, title="Hanya untuk unit kami sendiri?"),
        "hidden_thread": make_question(employee, title="Disembunyikan oleh moderator?"),
        "solved_thread": make_question(employee, title="Sudah dipilih solusinya?"),
        "silent_thread": make_question(employee, title="Sudah lama sepi sekali?", now=long_ago),
    }
    answers = {
        "answer": make_answer(cast["S"], threads["thread"]),
        "unit_answer": make_answer(leader, threads["unit_thread"]),
        "silent_answer": make_answer(cast["S"], threads["silent_thread"], now=long_ago),
    }
    solution = make_answer(cast["S"], threads["solved_thread"])
    accept_answer(actor=employee, answer=solution, kind="asker", now=timezone.now())
    text = GuideText("Panduan yang dijaga", "Langkah demi langkah.", "Perbup 12/2020", [area()])
    guide = grow_guide(
        actor=cast["M"], answer=answers["silent_answer"], text=text, now=timezone.now()
    )
    put_on_shelf(actor=cast["M"], areas=[area()], guide=guide, now=timezone.now())
    shelved = ShelfItem.objects.get()
    told = AnnouncementText("Apel gabungan hari Senin", "Mohon hadir.", leader.unit, True)
    announced = announce(author=leader, text=told, now=timezone.now())
    comments = {
        f"{name}comment": post_comment(
            author=employee, post=answers[f"{name}answer"], body="Terima kasih.", now=timezone.now()
        )
        for name in ("", "unit_")
    }
    Thread.objects.filter(pk=threads["unit_thread"].pk).update(visibility="unit")
    Thread.objects.filter(pk=threads["hidden_thread"].pk).update(hidden_at=timezone.now())
    online = {"mode": "online", "place": "", "online_url": "https://rapat.contoh.id/x"}
    workshops = {
        "workshop": make_workshop(leader, **online),
        "draft": make_workshop(leader, publish=False, title="Lokakarya yang masih draf"),
    }
    review = report_text(
        reporter=leader, about=answers["answer"], kind="rude", note="", now=timezone.now()
    )
    seal = asked_to_open(employee, cast["M"])
    award = Award.objects.create(user=employee, rule=Award.Rule.FIRST_GUIDE, at=timezone.now())
    nouns = threads | answers | comments | workshops
    return {
        "": [],
        "one": [1],
        **asked_to_take_part(employee, leader),
        **sent_by_a_letter(employee, leader),
        "week_id": [make_week(leader).public_id],
        "unit": [leader.unit.slug],
        "thanked": [leader.unit.slug, answers["answer"].public_id],
        "area": ["keuangan-daerah"],
        "person": [leader.public_id],
        "token": ["tidak-ada"],
        "reset": ["zzzz", "tidak-ada"],
        **hosted(leader, workshops["workshop"], threads["thread"]),
        "review_id": [review.public_id],
        "suggestion_id": [suggested(employee, answers["answer"]).public_id],
        "opening_id": [threads["thread"].posts.get(no=1).public_id],
        "file_id": [attached_to(answers["answer"]).public_id],
        "sealed_id": [seal.thread.public_id],
        "shelf_id": [shelved.pk],
        "seal_id": [seal.public_id],
        "award_id": [award.public_id],
        "announced_id": [announced.public_id],
        "solution_id": [solution.public_id],
        "guide": [guide.public_id, guide.slug],
        "guide_id": [guide.public_id],
        "rule_id": [find_regulation("Perbup", 12, 2020).public_id],
        "seq": [999_999],
        "revision": [answers["answer"].public_id, 1],
        **{f"{name}_id": [noun.public_id] for name, noun in nouns.items()},
        **{name: [noun.public_id, noun.slug] for name, noun in (threads | workshops).items()},
    }


def hosted(leader, workshop, thread):
    """A link among its materials, a question that it will answer, and a topic that is wanted."""
    link = NewMaterial(title="Pedoman", url="https://contoh.id/pedoman")
    by = {"workshop": workshop, "now": timezone.now()}
    material = add_material(adder=leader, material=link, **by)
    link_question(actor=leader, thread=thread, **by)
    text = TopicText("Merawat arsip digital", "", [area()])
    topic = request_topic(asker=leader, text=text, now=timezone.now())
    calls = {
        name: called(leader, **of)
        for name, of in {"": {"area": area()}, "unit_": {"unit": leader.unit}}.items()
    }
    said = {"proposer": leader, "call": calls[""], "text": text}
    proposal = propose_topic(**said, now=timezone.now())
    return {
        "settled": [workshop.public_id, thread.public_id],
        "link_id": [material.public_id],
        "topic_id": [topic.public_id],
        **{f"{name}call_id": [call.public_id] for name, call in calls.items()},
        "proposal_id": [proposal.public_id],
        "link_version": [material.public_id, 1],
    }


def asked_to_take_part(person, host):
    """The host has to approve."""
    workshop = make_workshop(host, title="Lokakarya dengan persetujuan", approval="host")
    request = register(user=person, workshop=workshop, now=timezone.now())
    message = send_message(
        author=host,
        workshop=workshop,
        group="requested",
        body="Mohon menunggu kabar berikutnya.",
        now=timezone.now(),
    )
    return {
        "request_id": [request.public_id],
        "place": [workshop.public_id, request.public_id],
        "asked": [workshop.public_id, 9],
        "message_id": [workshop.public_id, message.public_id],
    }


def sent_by_a_letter(person, host):
    """A draft of the letter by which the person's unit sends them."""
    starts = timezone.now() + timedelta(days=20)
    spans = [(starts, starts + timedelta(hours=2))]
    workshop = make_workshop(host, title="Lokakarya dengan surat tugas", spans=spans)
    unit = person.unit
    register(user=person, workshop=workshop, now=timezone.now())
    letter = draft_letter(actor=host, workshop=workshop, unit=unit, now=timezone.now())
    return {
        "sent_to": [workshop.public_id],
        "sent_by": [workshop.public_id, unit.slug],
        "letter": [workshop.public_id, unit.slug, letter.no],
    }


def suggested(author, answer):
    """The author words the answer better."""
    text = SuggestedText(body="Cukup lewat DPPA.", reason="Lebih jelas.", version=answer.version)
    return suggest_edit(author=author, post=answer, text=text, now=timezone.now())


def attached_to(answer):
    """A photo at the answer."""
    content = io.BytesIO()
    Image.new("RGB", (20, 20)).save(content, "PNG")
    upload = SimpleUploadedFile("layar.png", content.getvalue())
    row = store_attachment(owner=answer.author, upload=upload, now=timezone.now())
    row.post = answer
    row.save()
    return row


def called(leader, **of):
    """A call for topics, for a week."""
    ends = timezone.now() + timedelta(days=7)
    text = CallText("Bahasan yang dicari", "Usulkan satu bahasan.", ends, **of)
    return open_call(actor=leader, text=text, now=timezone.now())


def asked_to_open(asker, moderator):
    """The moderator has asked to open the seal of the asker's question."""
    text = QuestionText("Bolehkah perintah ditolak?", "Ceritanya panjang.", [area()], True)
    sealed = ask_question(author=asker, text=text, now=timezone.now())
    by = {"actor": moderator, "role": "moderator", "now": timezone.now()}
    return request_unsealing(thread=sealed, reason="Ada ancaman di dalamnya.", **by)


@pytest.fixture
def browsers(cast, as_user, client):
    """A client per role; the suspended one signs in anew each time, because the session ends."""
    signed_in = {role: as_user(cast[role]) for role in ROLES[1:-1]}
    return lambda role: as_user(cast["Z"]) if role == "Z" else signed_in.get(role, client)


def statuses(browsers, things, name, thing, method):
    url = reverse(name, args=things[thing])
    data = {"key": "satu"} if method == "post" else {}
    return " ".join(str(getattr(browsers(role), method)(url, data).status_code) for role in ROLES)


def test_row_86_who_may_open_it(browsers, things):
    found = {row: statuses(browsers, things, *row, "get") for row in sorted(MATRIX)}

    assert {row: found[row] for row in found if found[row] != MATRIX[row]} == {}


@pytest.mark.parametrize(("name", "thing"), sorted(POSTED))
def test_who_may_send_it(browsers, things, name, thing):
    assert statuses(browsers, things, name, thing, "post") == POSTED[name, thing]


def test_no_address_is_missing():
    """Django's admin stands for itself: all of it asks for the admin (see its own test)."""
    known = {name for name, _view in routes() if not name.startswith("admin:")}

    assert known == {name for name, _thing in MATRIX} - {"admin:index"}


def test_djangos_admin_is_for_admins_and_entered_by_our_sign_in(browsers):
    others = [browsers(role).get("/admin/accounts/user/").status_code for role in ROLES[:-2]]

    assert others == [302] * 6
    assert "/masuk/" in browsers("X").get("/admin/login/").url
