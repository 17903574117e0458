from accounts.actions.membership import (
    AccountIsActive,
    LinkHasExpired,
    activate_account,
    choose_language,
    finish_welcome,
    request_correction,
    suspend_member,
)
from accounts.actions.roster import RosterRow, import_roster, read_roster

__all__ = [
    "AccountIsActive",
    "LinkHasExpired",
    "RosterRow",
    "activate_account",
    "choose_language",
    "finish_welcome",
    "import_roster",
    "read_roster",
    "request_correction",
    "suspend_member",
]
