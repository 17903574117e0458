"""What lower apps do with things of workshops."""

from competencies.actions.merging import moved_by
from discussions.models.reportable import declare
from workshops.actions import ReportedMaterial, ReportedTopic, merge_topics
from workshops.models import TopicRequest

declare(ReportedMaterial())
declare(ReportedTopic())
moved_by(TopicRequest)(merge_topics)
