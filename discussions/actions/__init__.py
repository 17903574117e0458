from discussions.actions.answer import AnsweredAlready, mark_helpful, post_answer, unmark_helpful
from discussions.actions.citing import find_regulation
from discussions.actions.claiming import TakenAlready, claim_answering, release_answering
from discussions.actions.commenting import CommentsAreMany, delete_comment, post_comment
from discussions.actions.confirming import confirm_worked, unconfirm_worked
from discussions.actions.converting import (
    TooLongForComment,
    turn_into_answer,
    turn_into_comment,
)
from discussions.actions.curation import (
    AnswerIsGone,
    AnswerIsOutdated,
    CitesRevoked,
    SolutionIsLocked,
    accept_answer,
    lock_solution,
    unaccept_answer,
    unlock_solution,
)
from discussions.actions.deciding import (
    DecidedAlready,
    ReviewIsHeld,
    TooLateToUndo,
    carry_out,
    carry_out_due,
    claim_review,
    decide_review,
    undo_decision,
)
from discussions.actions.documenting import document_fix
from discussions.actions.duplicating import (
    GoesInCircle,
    NothingToAnswer,
    QuestionIsGone,
    ReadByOthers,
    RefusedBefore,
    SameQuestion,
    confirm_duplicate,
    propose_duplicate,
    refuse_duplicate,
)
from discussions.actions.editing import (
    EditedMeanwhile,
    edit_answer,
    edit_question,
    restore_revision,
)
from discussions.actions.finding import find_answer
from discussions.actions.following import (
    follow_thread,
    mark_me_too,
    mute_thread,
    read_area,
    read_thread,
    unfollow_thread,
    unmark_me_too,
)
from discussions.actions.indexing import index_thread
from discussions.actions.keeping import (
    AnswerStandsAlready,
    QuestionHasAnswers,
    QuestionIsMerged,
    close_question,
    delete_answer,
    delete_question,
    reopen_question,
    restore_answer,
    restore_question,
)
from discussions.actions.merging import TooLongTogether, merge_questions
from discussions.actions.minding import close_solved, remind_askers
from discussions.actions.outdating import mark_outdated, unmark_outdated
from discussions.actions.ranking import rank_threads
from discussions.actions.recounting import recount
from discussions.actions.redacting import PassageNotFound, redact_post
from discussions.actions.regulating import (
    ReplacesItself,
    describe_regulation,
    flag_revoked,
    reinstate_regulation,
    revoke_regulation,
)
from discussions.actions.reporting import report_text
from discussions.actions.thread import PostIsGone, QuestionText, ThreadIsLocked, ask_question

__all__ = [
    "AnswerIsGone",
    "AnswerIsOutdated",
    "AnswerStandsAlready",
    "AnsweredAlready",
    "CitesRevoked",
    "CommentsAreMany",
    "DecidedAlready",
    "EditedMeanwhile",
    "GoesInCircle",
    "NothingToAnswer",
    "PassageNotFound",
    "PostIsGone",
    "QuestionHasAnswers",
    "QuestionIsGone",
    "QuestionIsMerged",
    "QuestionText",
    "ReadByOthers",
    "RefusedBefore",
    "ReplacesItself",
    "ReviewIsHeld",
    "SameQuestion",
    "SolutionIsLocked",
    "TakenAlready",
    "ThreadIsLocked",
    "TooLateToUndo",
    "TooLongForComment",
    "TooLongTogether",
    "accept_answer",
    "ask_question",
    "carry_out",
    "carry_out_due",
    "claim_answering",
    "claim_review",
    "close_question",
    "close_solved",
    "confirm_duplicate",
    "confirm_worked",
    "decide_review",
    "delete_answer",
    "delete_comment",
    "delete_question",
    "describe_regulation",
    "document_fix",
    "edit_answer",
    "edit_question",
    "find_answer",
    "find_regulation",
    "flag_revoked",
    "follow_thread",
    "index_thread",
    "lock_solution",
    "mark_helpful",
    "mark_me_too",
    "mark_outdated",
    "merge_questions",
    "mute_thread",
    "post_answer",
    "post_comment",
    "propose_duplicate",
    "rank_threads",
    "read_area",
    "read_thread",
    "recount",
    "redact_post",
    "refuse_duplicate",
    "reinstate_regulation",
    "release_answering",
    "remind_askers",
    "reopen_question",
    "report_text",
    "restore_answer",
    "restore_question",
    "restore_revision",
    "revoke_regulation",
    "turn_into_answer",
    "turn_into_comment",
    "unaccept_answer",
    "unconfirm_worked",
    "undo_decision",
    "unfollow_thread",
    "unlock_solution",
    "unmark_helpful",
    "unmark_me_too",
    "unmark_outdated",
]
