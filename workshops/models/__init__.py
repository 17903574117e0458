from workshops.models.attendance import Scan
from workshops.models.audience import WorkshopAudience
from workshops.models.calendar_token import CalendarToken
from workshops.models.call import TopicCall
from workshops.models.change import WorkshopChange
from workshops.models.cover import UnitCover
from workshops.models.entry_question import EntryAnswer, EntryQuestion
from workshops.models.held import HeldSeats
from workshops.models.interest import DateOption, Interest
from workshops.models.letter import AssignmentLetter
from workshops.models.material import Material, MaterialArea
from workshops.models.material_version import MaterialProgress, MaterialVersion
from workshops.models.message import WorkshopMessage
from workshops.models.need import WeightEvent
from workshops.models.package import Package
from workshops.models.question import WorkshopQuestion
from workshops.models.registration import Registration, RegistrationEvent
from workshops.models.reminder import Reminder, ReminderRule, ReminderSend
from workshops.models.room import Room
from workshops.models.seats import SeatPool
from workshops.models.session import Session
from workshops.models.speaker import SpeakerConsent, speakers_for
from workshops.models.special_day import SpecialDay, WorkCalendar, remarks_on
from workshops.models.topic import TopicArea, TopicQuestion, TopicRequest, TopicVote
from workshops.models.workshop import Workshop
from workshops.models.workshop_area import WorkshopArea

__all__ = [
    "AssignmentLetter",
    "CalendarToken",
    "DateOption",
    "EntryAnswer",
    "EntryQuestion",
    "HeldSeats",
    "Interest",
    "Material",
    "MaterialArea",
    "MaterialProgress",
    "MaterialVersion",
    "Package",
    "Registration",
    "RegistrationEvent",
    "Reminder",
    "ReminderRule",
    "ReminderSend",
    "Room",
    "Scan",
    "SeatPool",
    "Session",
    "SpeakerConsent",
    "SpecialDay",
    "TopicArea",
    "TopicCall",
    "TopicQuestion",
    "TopicRequest",
    "TopicVote",
    "UnitCover",
    "WeightEvent",
    "WorkCalendar",
    "Workshop",
    "WorkshopArea",
    "WorkshopAudience",
    "WorkshopChange",
    "WorkshopMessage",
    "WorkshopQuestion",
    "remarks_on",
    "speakers_for",
]
