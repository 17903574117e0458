from workshops.views.announcing import (
    announce_workshop,
    count_audience,
    edit_workshop,
    publish_workshop,
)
from workshops.views.attendance import close_workshop, reopen_workshop, take_attendance
from workshops.views.materials import add_material, material_file
from workshops.views.workshop import (
    ask_at_workshop,
    cancel_registration,
    join_workshop,
    register,
    workshop_calendar,
    workshop_detail,
    workshop_link,
    workshop_list,
)

__all__ = [
    "add_material",
    "announce_workshop",
    "ask_at_workshop",
    "cancel_registration",
    "close_workshop",
    "count_audience",
    "edit_workshop",
    "join_workshop",
    "material_file",
    "publish_workshop",
    "register",
    "reopen_workshop",
    "take_attendance",
    "workshop_calendar",
    "workshop_detail",
    "workshop_link",
    "workshop_list",
]
