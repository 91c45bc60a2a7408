"""The table behind the shared cache: made by a migration, so no separate command is needed."""

from django.db import models


class CacheEntry(models.Model):
    """One kept value. The columns are those that Django's database cache expects; it does the reading."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "shell_cache"

    def __str__(self) -> str:
        """The key."""
        return self.cache_key
