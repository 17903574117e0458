from accounts.models.roster import CorrectionRequest, RosterEntry
from accounts.models.unit import Unit, UnitLeadership
from accounts.models.user import User

__all__ = ["CorrectionRequest", "RosterEntry", "Unit", "UnitLeadership", "User"]
