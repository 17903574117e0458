"""Django's PostgreSQL, which is left alone for a moment after it did not answer.

A request that learns so asks for one more connection while it winds up its transaction, and those
behind it would each wait for theirs: all of them are told at once instead.
"""

from django.db import OperationalError
from django.db.backends.postgresql import base
from psycopg_pool import PoolTimeout

from forum_project.patience import SILENT, Silence


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params):
        if Silence.is_on():
            raise OperationalError(SILENT)
        try:
            return super().get_new_connection(conn_params)
        except PoolTimeout:
            Silence.begin()
            raise
