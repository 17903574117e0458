from discussions.models.announcing import Acknowledgement
from discussions.models.asking import AskField
from discussions.models.attachment import Attachment
from discussions.models.award import Award, AwardKind, ShownAward
from discussions.models.calling import Invitation
from discussions.models.comment import Comment
from discussions.models.curation import CurationEvent
from discussions.models.duplicate import Duplicate
from discussions.models.found import FoundAnswer, OpenedBefore
from discussions.models.guide import (
    Guide,
    GuideArea,
    GuideEvent,
    GuideRating,
    GuideRevision,
    ShelfItem,
)
from discussions.models.post import Answer, Helpful, Post, Revision, Worked
from discussions.models.rank import AreaSeen, ThreadRank
from discussions.models.regulation import Citation, Regulation
from discussions.models.review import BlockedPhrase, Report, Review, ReviewEvent
from discussions.models.sealing import (
    SealedAsker,
    SealLook,
    SealRequest,
    asker_of,
    is_by,
    is_sealed_asker,
    shown_actor,
    signature,
    signature_of,
    writer_of,
    wrote_sealed,
)
from discussions.models.seen import ThreadSeen
from discussions.models.solution import Solution, SolutionEvent
from discussions.models.suggestion import EditSuggestion
from discussions.models.thanks import Thanks
from discussions.models.thread import MeToo, Thread, ThreadArea
from discussions.models.week import HeldAnswer, WeekQuestion

__all__ = [
    "Acknowledgement",
    "Answer",
    "AreaSeen",
    "AskField",
    "Attachment",
    "Award",
    "AwardKind",
    "BlockedPhrase",
    "Citation",
    "Comment",
    "CurationEvent",
    "Duplicate",
    "EditSuggestion",
    "FoundAnswer",
    "Guide",
    "GuideArea",
    "GuideEvent",
    "GuideRating",
    "GuideRevision",
    "HeldAnswer",
    "Helpful",
    "Invitation",
    "MeToo",
    "OpenedBefore",
    "Post",
    "Regulation",
    "Report",
    "Review",
    "ReviewEvent",
    "Revision",
    "SealLook",
    "SealRequest",
    "SealedAsker",
    "ShelfItem",
    "ShownAward",
    "Solution",
    "SolutionEvent",
    "Thanks",
    "Thread",
    "ThreadArea",
    "ThreadRank",
    "ThreadSeen",
    "WeekQuestion",
    "Worked",
    "asker_of",
    "is_by",
    "is_sealed_asker",
    "shown_actor",
    "signature",
    "signature_of",
    "writer_of",
    "wrote_sealed",
]
