from discussions.views.answer import (
    accept_answer,
    answer_link,
    edit_answer,
    mark_helpful,
    post_answer,
    unaccept_answer,
)
from discussions.views.choosing import (
    claim_answering,
    confirm_worked,
    lock_solution,
    restore_revision,
    unlock_solution,
)
from discussions.views.commenting import comment_detail, delete_comment, post_comment
from discussions.views.converting import turn_into_answer, turn_into_comment
from discussions.views.duplicates import (
    confirm_duplicate,
    merge_questions,
    propose_duplicate,
    refuse_duplicate,
)
from discussions.views.following import follow_thread, mark_me_too
from discussions.views.keeping import (
    close_question,
    delete_answer,
    delete_question,
    reopen_question,
    restore_answer,
    restore_question,
    thread_history,
)
from discussions.views.moderation import (
    claim_review,
    redact_post,
    report_comment,
    report_post,
    review_detail,
    review_queue,
    undo_decision,
)
from discussions.views.outdating import mark_outdated, unmark_outdated
from discussions.views.similar import find_answer, similar_questions
from discussions.views.thread import (
    ask_question,
    edit_question,
    new_answers,
    preview_markdown,
    thread_detail,
    thread_link,
    thread_list,
)

__all__ = [
    "accept_answer",
    "answer_link",
    "ask_question",
    "claim_answering",
    "claim_review",
    "close_question",
    "comment_detail",
    "confirm_duplicate",
    "confirm_worked",
    "delete_answer",
    "delete_comment",
    "delete_question",
    "edit_answer",
    "edit_question",
    "find_answer",
    "follow_thread",
    "lock_solution",
    "mark_helpful",
    "mark_me_too",
    "mark_outdated",
    "merge_questions",
    "new_answers",
    "post_answer",
    "post_comment",
    "preview_markdown",
    "propose_duplicate",
    "redact_post",
    "refuse_duplicate",
    "reopen_question",
    "report_comment",
    "report_post",
    "restore_answer",
    "restore_question",
    "restore_revision",
    "review_detail",
    "review_queue",
    "similar_questions",
    "thread_detail",
    "thread_history",
    "thread_link",
    "thread_list",
    "turn_into_answer",
    "turn_into_comment",
    "unaccept_answer",
    "undo_decision",
    "unlock_solution",
    "unmark_outdated",
]
