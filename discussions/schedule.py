from datetime import timedelta

from discussions.actions import (
    carry_out_due,
    clean_attachments,
    close_solved,
    flag_revoked,
    give_awards,
    mind_guides,
    open_answers,
    purge_removed,
    rank_threads,
    remind_askers,
)
from foundation.scheduling import every

every(timedelta(minutes=15), rank_threads)
every(timedelta(hours=1), carry_out_due)
every(timedelta(hours=6), clean_attachments)
every(timedelta(hours=1), close_solved)
every(timedelta(hours=1), flag_revoked)
every(timedelta(hours=6), give_awards)
every(timedelta(hours=6), mind_guides)
every(timedelta(minutes=5), open_answers)
every(timedelta(hours=6), purge_removed)
every(timedelta(hours=1), remind_askers)
