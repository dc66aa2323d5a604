"""What every scene is made of: days counted from today, and cases that reach them in time."""

from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from cases.models.decision import Choice
from hatecrime.demo.days import moment, working_day, working_day_before
from hatecrime.demo.diary import Diary
from hatecrime.demo.lives import Life
from hatecrime.demo.meetings import Assembly
from hatecrime.demo.people import Cast
from hatecrime.demo.reading import stories
from partners.actor import Actor
from partners.roles import Role


class Stage:
    """The people, the diary and the days of scenes that are played until today."""

    def __init__(self, cast: Cast, diary: Diary, rng: Random, today: date) -> None:
        self.cast = cast
        self.diary = diary
        self.rng = rng
        self.today = today
        self.yesterday = working_day_before(today, 1)
        self.stories = {story.key: story for story in stories()}

    def before(self, days: int, hour: int = 10, minute: int = 0) -> datetime:
        """Return an hour of the working day that lies `days` working days before yesterday."""
        return moment(working_day_before(self.yesterday, days), hour, minute)

    def life(self, key: str, told_at: datetime, code: str = "SAFE", worker: Actor | None = None) -> Life:
        """Return a case that is told of then; at the agency of the first sign-in it is hers."""
        main = self.cast.of_role(Role.CASEWORKER) if code == "SAFE" else None
        life = Life(self.cast, self.rng, code, self.stories[key], worker or main)
        self.diary.plan(told_at, life.report)
        return life

    def decided(self, key: str, first: date, code: str = "SAFE", choice: Choice | None = None) -> Life:
        """A case told of on the day `first`, assessed on the next working day and decided on the one after."""
        life = self.life(key, moment(first, 9, 20), code)
        second = working_day(first + timedelta(days=1))
        self.diary.plan(moment(second, 11, 5), life.assess)
        third = working_day(second + timedelta(days=1))
        self.diary.plan(moment(third, 14, 30), partial(life.decide, choice=choice))
        return life

    def meeting(
        self,
        key: str,
        held_on: date,
        lead: int,
        invited: tuple[str, ...],
        code: str = "SAFE",
        hour: int = 14,
        choice: Choice | None = None,
    ) -> Assembly:
        """A conference on `held_on` of a case told of `lead` working days before."""
        life = self.decided(key, working_day_before(held_on, lead), code, choice)
        meeting = Assembly(life, moment(held_on, hour), invited)
        self.diary.plan(moment(working_day_before(held_on, lead - 3), 10, 15), meeting.convene)
        return meeting
