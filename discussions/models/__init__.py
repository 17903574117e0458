from discussions.models.comment import Comment
from discussions.models.curation import CurationEvent
from discussions.models.found import FoundAnswer
from discussions.models.post import Answer, Helpful, Post, Revision
from discussions.models.seen import ThreadSeen
from discussions.models.solution import Solution, SolutionEvent
from discussions.models.thread import MeToo, Thread, ThreadArea

__all__ = [
    "Answer",
    "Comment",
    "CurationEvent",
    "FoundAnswer",
    "Helpful",
    "MeToo",
    "Post",
    "Revision",
    "Solution",
    "SolutionEvent",
    "Thread",
    "ThreadArea",
    "ThreadSeen",
]
