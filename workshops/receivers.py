"""What lower apps do with things of workshops."""

from accounts.actions.membership import LEFT
from accounts.following import follows_name, locks_before_leaving
from accounts.models import User
from competencies.actions.merging import moved_by
from discussions.models.reportable import declare
from workshops.actions import ReportedMaterial, ReportedTopic, merge_topics
from workshops.actions.assigning import forget_people, lock_letters_of
from workshops.actions.indexing import index_hosted
from workshops.actions.packing import end_tables
from workshops.models import EntryAnswer, TopicRequest

declare(ReportedMaterial())
declare(ReportedTopic())
moved_by(TopicRequest)(merge_topics)
locks_before_leaving(lock_letters_of)


@follows_name
def say_the_new_name(before, after, now):
    """Letters and tables are as they were made, but for whoever is forgotten.

    What they told a host at registering goes, too: it says who somebody is, or how they are.
    """
    index_hosted(after, now=now)
    if after.name == LEFT:
        people = User.objects.filter(pk=after.pk)
        forget_people(people, name=before.name)
        end_tables(people, now=now)
        EntryAnswer.objects.filter(registration__user=after).delete()
