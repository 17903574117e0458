from workshops.views.agenda import workshop_list
from workshops.views.announcing import (
    announce_workshop,
    check_days,
    count_audience,
    edit_workshop,
    publish_workshop,
)
from workshops.views.attendance import close_workshop, reopen_workshop, take_attendance
from workshops.views.calendar import (
    calendar_feed,
    calendar_token_list,
    end_calendar_token,
    make_calendar_token,
    workshop_calendar,
)
from workshops.views.deciding import decide_request, request_list
from workshops.views.facilitators import facilitator_list
from workshops.views.materials import add_material, material_file, report_material
from workshops.views.messaging import message_detail, send_message
from workshops.views.participants import (
    call_off_workshop,
    participant_list,
    remove_participant,
)
from workshops.views.registering import (
    accept_offer,
    acknowledge_change,
    cancel_registration,
    join_workshop,
    list_participant,
    register,
)
from workshops.views.registering_others import register_others
from workshops.views.workshop import (
    ask_at_workshop,
    workshop_detail,
    workshop_link,
)

__all__ = [
    "accept_offer",
    "acknowledge_change",
    "add_material",
    "announce_workshop",
    "ask_at_workshop",
    "calendar_feed",
    "calendar_token_list",
    "call_off_workshop",
    "cancel_registration",
    "check_days",
    "close_workshop",
    "count_audience",
    "decide_request",
    "edit_workshop",
    "end_calendar_token",
    "facilitator_list",
    "join_workshop",
    "list_participant",
    "make_calendar_token",
    "material_file",
    "message_detail",
    "participant_list",
    "publish_workshop",
    "register",
    "register_others",
    "remove_participant",
    "reopen_workshop",
    "report_material",
    "request_list",
    "send_message",
    "take_attendance",
    "workshop_calendar",
    "workshop_detail",
    "workshop_link",
    "workshop_list",
]
