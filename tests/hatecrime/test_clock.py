"""The clock asks for everything when it starts, and then at its intervals, whatever became of its file."""

from pathlib import Path

from django.conf import settings

from hatecrime.celery import app
from hatecrime.clock import DueAtStart


def test_everything_is_due_when_the_clock_starts_and_not_again_at_once(tmp_path: Path) -> None:
    pulse = tmp_path / "pulse"
    clock = DueAtStart(app, schedule_filename=str(pulse))

    assert set(settings.CELERY_BEAT_SCHEDULE) <= set(clock.schedule)
    assert all(entry.is_due()[0] for entry in clock.schedule.values())
    for entry in list(clock.schedule.values()):
        clock.reserve(entry)
    assert not any(entry.is_due()[0] for entry in clock.schedule.values())
    assert pulse.read_bytes() == b""


def test_a_clock_that_cannot_write_goes_on(tmp_path: Path) -> None:
    clock = DueAtStart(app, schedule_filename=str(tmp_path / "gone" / "pulse"))
    clock.sync()
    assert all(entry.is_due()[0] for entry in clock.schedule.values())


def test_it_is_the_clock_wherever_one_is_started() -> None:
    assert app.conf.beat_scheduler == "hatecrime.clock:DueAtStart"
