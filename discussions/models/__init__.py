from discussions.models.announcing import Acknowledgement
from discussions.models.asking import AskField
from discussions.models.attachment import Attachment
from discussions.models.comment import Comment
from discussions.models.curation import CurationEvent
from discussions.models.duplicate import Duplicate
from discussions.models.found import FoundAnswer
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
from discussions.models.review import BlockedPhrase, Report, Review
from discussions.models.sealing import (
    SealedAsker,
    SealLook,
    SealRequest,
    asker_of,
    is_by,
    shown_actor,
    signature,
    signature_of,
    writer_of,
)
from discussions.models.seen import ThreadSeen
from discussions.models.solution import Solution, SolutionEvent
from discussions.models.thread import MeToo, Thread, ThreadArea

__all__ = [
    "Acknowledgement",
    "Answer",
    "AreaSeen",
    "AskField",
    "Attachment",
    "BlockedPhrase",
    "Citation",
    "Comment",
    "CurationEvent",
    "Duplicate",
    "FoundAnswer",
    "Guide",
    "GuideArea",
    "GuideEvent",
    "GuideRating",
    "GuideRevision",
    "Helpful",
    "MeToo",
    "Post",
    "Regulation",
    "Report",
    "Review",
    "Revision",
    "SealLook",
    "SealRequest",
    "SealedAsker",
    "ShelfItem",
    "Solution",
    "SolutionEvent",
    "Thread",
    "ThreadArea",
    "ThreadRank",
    "ThreadSeen",
    "Worked",
    "asker_of",
    "is_by",
    "shown_actor",
    "signature",
    "signature_of",
    "writer_of",
]
