from workshops.actions.announcing import (
    DateIsOther,
    FewerSeatsThanTaken,
    HoursAreFixed,
    IsAnnouncedAlready,
    PlaceIsMissing,
    RegistrationWouldBeOver,
    UnitsHaveMore,
    announce_workshop,
    edit_workshop,
    publish_workshop,
)
from workshops.actions.answering import (
    NothingAhead,
    link_question,
    settle_question,
    unlink_question,
)
from workshops.actions.answering_host import NothingIsAsked, answer_host
from workshops.actions.asking import ask_at_workshop
from workshops.actions.assigning import (
    LetterIsForgotten,
    NobodyToAssign,
    NothingToAssignTo,
    draft_letter,
    forget_letters,
    mind_letters,
)
from workshops.actions.attendance import (
    OwnHours,
    WorkshopHasNotStarted,
    WorkshopIsCalledOff,
    WorkshopIsClosed,
    WorkshopIsNotOver,
    close_workshop,
    reopen_workshop,
    take_attendance,
)
from workshops.actions.booking import book_interested
from workshops.actions.calling import (
    CallIsClosed,
    CallText,
    MergesIntoItself,
    ProposalIsDecided,
    accept_proposal,
    decline_proposal,
    merge_proposal,
    open_call,
    propose_topic,
)
from workshops.actions.calling_off import (
    NotAnnounced,
    WorkshopHasBegun,
    call_off_workshop,
    list_participant,
    remove_participant,
)
from workshops.actions.covering import set_cover
from workshops.actions.deciding import RequestIsOver, approve_request, decline_request
from workshops.actions.discarding import IsAnnounced, WeightsAreOnRecord, discard_draft
from workshops.actions.facilitating import (
    FacilitatorIsElsewhere,
    FacilitatorsAreElsewhere,
    TooManyFacilitators,
    add_facilitator,
    remove_facilitator,
)
from workshops.actions.holding import HoldsEnough, SeatsAreHeld, hold_seats, release_seats
from workshops.actions.importing import import_workshops, try_importing
from workshops.actions.indexing import index_workshop
from workshops.actions.joining import LinkIsClosed, LinkOpensLater, link_to_join
from workshops.actions.leaving import (
    NotRegistered,
    PlaceIsOther,
    TooLateToCancel,
    cancel_registration,
)
from workshops.actions.materials import (
    NewMaterial,
    add_material,
    edit_material,
    move_material,
    note_opened,
)
from workshops.actions.meanwhile import ChangedMeanwhile
from workshops.actions.messaging import NobodyInGroup, send_message
from workshops.actions.minding import mind_seats
from workshops.actions.overlapping import TimesOverlap
from workshops.actions.packing import (
    NothingToPack,
    TooMuchToPack,
    end_packages,
    export_people,
    pack_materials,
)
from workshops.actions.plan import WorkshopPlan
from workshops.actions.pools import WorkshopIsFull
from workshops.actions.questioning import (
    AskedAlready,
    NewQuestion,
    TooManyQuestions,
    add_entry_question,
    end_entry_question,
)
from workshops.actions.reading import read_versions
from workshops.actions.receipts import acknowledge_change
from workshops.actions.recounting import recount
from workshops.actions.registering import (
    AlreadyRegistered,
    DeclinedTwice,
    InterestedComeFirst,
    NotForYourUnit,
    OthersWait,
    RegistrationIsClosed,
    RegistrationIsNotOpen,
    WaitingListIsClosed,
    Wish,
    register,
)
from workshops.actions.registering_others import register_others, try_registering
from workshops.actions.reminding import send_reminders
from workshops.actions.reportables import ReportedMaterial, ReportedTopic
from workshops.actions.rooms import RoomIsTaken
from workshops.actions.scheduling import DateIsPast, SessionHasBegun, Span
from workshops.actions.speaking import agree_to_speak, refuse_to_speak
from workshops.actions.special_days import renew_special_days
from workshops.actions.subscribing import (
    TooManyAddresses,
    end_calendar_token,
    make_calendar_token,
)
from workshops.actions.topics import (
    TopicIsClosed,
    TopicText,
    gather_topics,
    merge_topics,
    request_topic,
    take_topic,
    unvote_topic,
    vote_topic,
)
from workshops.actions.undecided import (
    DateIsDecided,
    TooManyOptions,
    decide_date,
    offer_dates,
    show_interest,
    withdraw_interest,
)
from workshops.actions.waiting import CutOffIsFixed, NothingOffered, OfferIsOver, accept_offer
from workshops.actions.weighing import WeightsAreFixed

__all__ = [
    "AlreadyRegistered",
    "AskedAlready",
    "CallIsClosed",
    "CallText",
    "ChangedMeanwhile",
    "CutOffIsFixed",
    "DateIsDecided",
    "DateIsOther",
    "DateIsPast",
    "DeclinedTwice",
    "FacilitatorIsElsewhere",
    "FacilitatorsAreElsewhere",
    "FewerSeatsThanTaken",
    "HoldsEnough",
    "HoursAreFixed",
    "InterestedComeFirst",
    "IsAnnounced",
    "IsAnnouncedAlready",
    "LetterIsForgotten",
    "LinkIsClosed",
    "LinkOpensLater",
    "MergesIntoItself",
    "NewMaterial",
    "NewQuestion",
    "NobodyInGroup",
    "NobodyToAssign",
    "NotAnnounced",
    "NotForYourUnit",
    "NotRegistered",
    "NothingAhead",
    "NothingIsAsked",
    "NothingOffered",
    "NothingToAssignTo",
    "NothingToPack",
    "OfferIsOver",
    "OthersWait",
    "OwnHours",
    "PlaceIsMissing",
    "PlaceIsOther",
    "ProposalIsDecided",
    "RegistrationIsClosed",
    "RegistrationIsNotOpen",
    "RegistrationWouldBeOver",
    "ReportedMaterial",
    "ReportedTopic",
    "RequestIsOver",
    "RoomIsTaken",
    "SeatsAreHeld",
    "SessionHasBegun",
    "Span",
    "TimesOverlap",
    "TooLateToCancel",
    "TooManyAddresses",
    "TooManyFacilitators",
    "TooManyOptions",
    "TooManyQuestions",
    "TooMuchToPack",
    "TopicIsClosed",
    "TopicText",
    "UnitsHaveMore",
    "WaitingListIsClosed",
    "WeightsAreFixed",
    "WeightsAreOnRecord",
    "Wish",
    "WorkshopHasBegun",
    "WorkshopHasNotStarted",
    "WorkshopIsCalledOff",
    "WorkshopIsClosed",
    "WorkshopIsFull",
    "WorkshopIsNotOver",
    "WorkshopPlan",
    "accept_offer",
    "accept_proposal",
    "acknowledge_change",
    "add_entry_question",
    "add_facilitator",
    "add_material",
    "agree_to_speak",
    "announce_workshop",
    "answer_host",
    "approve_request",
    "ask_at_workshop",
    "book_interested",
    "call_off_workshop",
    "cancel_registration",
    "close_workshop",
    "decide_date",
    "decline_proposal",
    "decline_request",
    "discard_draft",
    "draft_letter",
    "edit_material",
    "edit_workshop",
    "end_calendar_token",
    "end_entry_question",
    "end_packages",
    "export_people",
    "forget_letters",
    "gather_topics",
    "hold_seats",
    "import_workshops",
    "index_workshop",
    "link_question",
    "link_to_join",
    "list_participant",
    "make_calendar_token",
    "merge_proposal",
    "merge_topics",
    "mind_letters",
    "mind_seats",
    "move_material",
    "note_opened",
    "offer_dates",
    "open_call",
    "pack_materials",
    "propose_topic",
    "publish_workshop",
    "read_versions",
    "recount",
    "refuse_to_speak",
    "register",
    "register_others",
    "release_seats",
    "remove_facilitator",
    "remove_participant",
    "renew_special_days",
    "reopen_workshop",
    "request_topic",
    "send_message",
    "send_reminders",
    "set_cover",
    "settle_question",
    "show_interest",
    "take_attendance",
    "take_topic",
    "try_importing",
    "try_registering",
    "unlink_question",
    "unvote_topic",
    "vote_topic",
    "withdraw_interest",
]
