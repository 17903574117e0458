from datetime import timedelta

from foundation.actions import forget_old_rows
from foundation.scheduling import every

every(timedelta(hours=6), forget_old_rows)
