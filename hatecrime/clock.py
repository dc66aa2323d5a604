"""The clock that asks for what is due by a timetable (`CELERY_BEAT_SCHEDULE`)."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from celery.beat import Scheduler


class DueAtStart(Scheduler):
    """A clock that remembers nothing: when it starts, everything is due.

    What there is to do stands in PostgreSQL, and each task looks there, so asking too often does nothing twice
    (docs/decisions/0004). Celery's own clock keeps a file of when it last asked for what. Killed, or with no room on
    the disk, it finds that file empty and counts every interval anew: a report that fell due waits for one more.

    Arguments:
        schedule_filename: an empty file whose time says when the clock last looked, for who watches over it.
    """

    def __init__(self, *arguments: Any, schedule_filename: str, **options: Any) -> None:
        self.pulse = Path(schedule_filename)
        super().__init__(*arguments, **options)

    def setup_schedule(self) -> None:
        """Read the timetable, and take every entry as long not asked for."""
        super().setup_schedule()
        for entry in self.schedule.values():
            entry.last_run_at = entry.default_now() - timedelta(days=1)
        self.sync()

    def sync(self) -> None:
        """Show that the clock goes: Celery calls this every three minutes."""
        with suppress(OSError):
            self.pulse.touch()
