from accounts.actions.membership import (
    AccountIsActive,
    EmailIsTaken,
    LinkHasExpired,
    activate_account,
    change_member,
    change_unit,
    choose_language,
    finish_welcome,
    request_correction,
    suspend_member,
)
from accounts.actions.roster import ColumnsAreMissing, RosterRow, import_roster, read_roster

__all__ = [
    "AccountIsActive",
    "ColumnsAreMissing",
    "EmailIsTaken",
    "LinkHasExpired",
    "RosterRow",
    "activate_account",
    "change_member",
    "change_unit",
    "choose_language",
    "finish_welcome",
    "import_roster",
    "read_roster",
    "request_correction",
    "suspend_member",
]
