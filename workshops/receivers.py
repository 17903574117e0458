"""What lower apps do with things of workshops."""

from discussions.models.reportable import declare
from workshops.actions import ReportedMaterial, ReportedTopic

declare(ReportedMaterial())
declare(ReportedTopic())
