from workshops.actions.announcing import (
    FewerSeatsThanTaken,
    WorkshopPlan,
    announce_workshop,
    edit_workshop,
    publish_workshop,
)
from workshops.actions.asking import ask_at_workshop
from workshops.actions.attendance import (
    WorkshopHasNotStarted,
    WorkshopIsClosed,
    close_workshop,
    reopen_workshop,
    take_attendance,
)
from workshops.actions.indexing import index_workshop
from workshops.actions.materials import NewMaterial, add_material
from workshops.actions.recounting import recount
from workshops.actions.registering import (
    AlreadyRegistered,
    NotRegistered,
    RegistrationIsClosed,
    TooLateToCancel,
    WorkshopIsFull,
    cancel_registration,
    register,
)

__all__ = [
    "AlreadyRegistered",
    "FewerSeatsThanTaken",
    "NewMaterial",
    "NotRegistered",
    "RegistrationIsClosed",
    "TooLateToCancel",
    "WorkshopHasNotStarted",
    "WorkshopIsClosed",
    "WorkshopIsFull",
    "WorkshopPlan",
    "add_material",
    "announce_workshop",
    "ask_at_workshop",
    "cancel_registration",
    "close_workshop",
    "edit_workshop",
    "index_workshop",
    "publish_workshop",
    "recount",
    "register",
    "reopen_workshop",
    "take_attendance",
]
