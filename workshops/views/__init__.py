from workshops.views.agenda import workshop_list
from workshops.views.announcing import (
    announce_workshop,
    check_days,
    count_audience,
    discard_draft,
    edit_workshop,
    publish_workshop,
)
from workshops.views.answering import (
    answer_at_workshop,
    link_question,
    settle_question,
    unlink_question,
    workshop_questions,
)
from workshops.views.assigning import draft_letter, letter_file, letter_list
from workshops.views.attendance import close_workshop, reopen_workshop, take_attendance
from workshops.views.calendar import (
    calendar_feed,
    calendar_token_list,
    end_calendar_token,
    make_calendar_token,
    workshop_calendar,
)
from workshops.views.calling import call_detail, decide_proposal, open_call, propose_topic
from workshops.views.cover import set_cover
from workshops.views.deciding import decide_request, request_list
from workshops.views.entry_questions import (
    add_entry_question,
    answer_host,
    end_entry_question,
)
from workshops.views.exporting import export_people, exported_people
from workshops.views.facilitators import facilitator_list, stop_facilitating
from workshops.views.holding import hold_seats, release_seats
from workshops.views.importing import import_template, import_workshops
from workshops.views.keeping_materials import (
    add_material,
    arrange_materials,
    edit_material,
    move_material,
)
from workshops.views.materials import (
    material_detail,
    material_file,
    material_list,
    material_version,
    report_material,
)
from workshops.views.messaging import message_detail, send_message
from workshops.views.packing import pack_materials, packed_materials
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
from workshops.views.sheet import info_sheet
from workshops.views.speaking import speaker_consent
from workshops.views.topics import report_topic, request_topic, topic_detail, topic_list, vote_topic
from workshops.views.undecided import date_poll, show_interest
from workshops.views.workshop import (
    ask_at_workshop,
    workshop_detail,
    workshop_link,
)

__all__ = [
    "accept_offer",
    "acknowledge_change",
    "add_entry_question",
    "add_material",
    "announce_workshop",
    "answer_at_workshop",
    "answer_host",
    "arrange_materials",
    "ask_at_workshop",
    "calendar_feed",
    "calendar_token_list",
    "call_detail",
    "call_off_workshop",
    "cancel_registration",
    "check_days",
    "close_workshop",
    "count_audience",
    "date_poll",
    "decide_proposal",
    "decide_request",
    "discard_draft",
    "draft_letter",
    "edit_material",
    "edit_workshop",
    "end_calendar_token",
    "end_entry_question",
    "export_people",
    "exported_people",
    "facilitator_list",
    "hold_seats",
    "import_template",
    "import_workshops",
    "info_sheet",
    "join_workshop",
    "letter_file",
    "letter_list",
    "link_question",
    "list_participant",
    "make_calendar_token",
    "material_detail",
    "material_file",
    "material_list",
    "material_version",
    "message_detail",
    "move_material",
    "open_call",
    "pack_materials",
    "packed_materials",
    "participant_list",
    "propose_topic",
    "publish_workshop",
    "register",
    "register_others",
    "release_seats",
    "remove_participant",
    "reopen_workshop",
    "report_material",
    "report_topic",
    "request_list",
    "request_topic",
    "send_message",
    "set_cover",
    "settle_question",
    "show_interest",
    "speaker_consent",
    "stop_facilitating",
    "take_attendance",
    "topic_detail",
    "topic_list",
    "unlink_question",
    "vote_topic",
    "workshop_calendar",
    "workshop_detail",
    "workshop_link",
    "workshop_list",
    "workshop_questions",
]
