"""Which database a model lives in."""

from typing import Any


class StatsIsReadOnly:
    """Nothing is migrated or written through the `stats` alias: it may read the views of schema stats alone."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if db == "stats" else None
