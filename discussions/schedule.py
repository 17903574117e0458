from datetime import timedelta

from discussions.actions import (
    carry_out_due,
    clean_attachments,
    close_solved,
    flag_revoked,
    mind_guides,
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
every(timedelta(hours=6), mind_guides)
every(timedelta(hours=6), purge_removed)
every(timedelta(hours=1), remind_askers)
