from accounts.models.roster import CorrectionRequest, RosterEntry
from accounts.models.suspension import Suspension
from accounts.models.unit import Unit, UnitLeadership
from accounts.models.user import User

__all__ = ["CorrectionRequest", "RosterEntry", "Suspension", "Unit", "UnitLeadership", "User"]
