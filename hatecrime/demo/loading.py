"""Loading the demo: nine quarters of a partnership's work, made by its people through the site's own actions."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from psycopg import Cursor

from audit.log import gathered
from hatecrime.demo.clock import showing
from hatecrime.demo.days import moment, working_day
from hatecrime.demo.diary import Diary
from hatecrime.demo.history import QUARTERLY, History, quarters_until
from hatecrime.demo.later_scenes import LaterScenes
from hatecrime.demo.people import Cast, set_up
from hatecrime.demo.reading import partnership
from hatecrime.demo.scenes import Scenes
from partners.models import Notice
from partners.scope import scope

_SEED = 20
_SETTLED = timedelta(days=2)
_STATEMENTS = 1000  # more than there are kinds


@transaction.atomic
def load(quarterly: Sequence[int] = QUARTERLY) -> Cast:
    """Make the partnership and its history, until now. All of it is there afterwards, or nothing.

    Args:
        quarterly: how many incidents are told of in each of the nine quarters, beside the scenes of the last weeks.
    """
    now = timezone.now()
    today = timezone.localdate(now)
    rng = Random(_SEED)  # noqa: S311 - a story, not a secret
    opening = moment(working_day(quarters_until(today)[0]), 8)
    with showing(opening):
        cast = set_up(partnership())
    diary = Diary(now)
    History(cast, diary, rng).write(today, opening, quarterly)
    Scenes(cast, diary, rng, today).write()
    LaterScenes(cast, diary, Random(_SEED + 1), today).write()  # noqa: S311 - a story, not a secret
    with _in_one_go(), _prepared(), scope(partnership_id=cast.partnership.pk), gathered():
        diary.live_through()
    _settle_notices(cast, now - _SETTLED)
    # The rows are the truth and the queue only hints: nobody has to be told now of what was long ago.
    connection.run_on_commit.clear()
    return cast


@contextmanager
def _in_one_go() -> Iterator[None]:
    """Leave out the savepoints of actions within actions, a quarter of all statements: one error ends all anyway."""
    connection.features.uses_savepoints = False
    try:
        yield
    finally:
        del connection.features.uses_savepoints


@contextmanager
def _prepared() -> Iterator[None]:
    """Let the database keep the plan of each statement, half of its work where so few kinds are sent so often."""
    connection.ensure_connection()
    features: Any = connection.features
    line = connection.connection
    before = (line.cursor_factory, line.prepare_threshold, line.prepared_max)
    line.cursor_factory, line.prepare_threshold, line.prepared_max = Cursor, 1, _STATEMENTS
    features.uses_server_side_binding = True
    try:
        yield
    finally:
        line.cursor_factory, line.prepare_threshold, line.prepared_max = before
        del features.uses_server_side_binding


def _settle_notices(cast: Cast, before: datetime) -> None:
    """What came before is read, and its e-mail counts as sent: nobody gets the post of two years on one day."""
    for actor in {actor for actors in cast.actors.values() for actor in actors}:
        with scope(user_id=actor.person):
            old = Notice.objects.filter(emailed_at__isnull=True, created_at__lt=before)
            old.update(emailed_at=F("created_at"), read_at=F("created_at"))
