from django.db import models


class SearchEntry(models.Model):
    """A thing that can be found, as its domain described it when it last changed.

    The words are indexed beside this table by the engine: FTS5 on SQLite, a tsvector on
    PostgreSQL. `audience` is one key, such as `regency` or `unit:12`; every query filters by it.
    """

    kind = models.CharField(max_length=40)
    object_id = models.PositiveBigIntegerField()
    title = models.CharField(max_length=250)
    body = models.TextField(blank=True)
    areas = models.CharField(max_length=600, blank=True)
    url = models.CharField(max_length=250)
    mark = models.CharField(max_length=20, blank=True, help_text="solved, file kind …")
    boost = models.FloatField(default=1.0)
    audience = models.CharField(max_length=60)
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "search entries"
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="entry_once_per_thing")
        ]
        indexes = [models.Index(fields=["audience", "kind"], name="entries_by_audience")]

    def __str__(self):
        return self.title
