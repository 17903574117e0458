from datetime import timedelta

from discussions.actions import carry_out_due
from foundation.scheduling import every

every(timedelta(hours=1), carry_out_due)
