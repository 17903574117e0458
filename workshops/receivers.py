"""What lower apps do with things of workshops."""

from accounts.actions.membership import LEFT
from accounts.following import follows_name, locks_before_leaving
from accounts.models import User
from competencies.actions.merging import moved_by
from discussions.models.reportable import declare
from workshops.actions import ReportedMaterial, ReportedTopic, merge_topics
from workshops.actions.assigning import forget_people, lock_letters_of
from workshops.actions.indexing import index_hosted
from workshops.models import EntryAnswer, TopicRequest

declare(ReportedMaterial())
declare(ReportedTopic())
moved_by(TopicRequest)(merge_topics)
locks_before_leaving(lock_letters_of)


@follows_name
def say_the_new_name(before, after, now):
    """Letters are as they were drafted, but for whoever is forgotten.

    What they told a host at registering goes, too: it says who somebody is, or how they are.
    """
    index_hosted(after, now=now)
    if after.name == LEFT:
        forget_people(User.objects.filter(pk=after.pk), name=before.name)
        EntryAnswer.objects.filter(registration__user=after).delete()
