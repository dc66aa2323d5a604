"""Cases with a part of their own, so that on whatever day the demo is loaded every state and every trouble is there."""

from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from cases.models.decision import Choice
from conferences.models import ActionState
from hatecrime.demo.courses import Course
from hatecrime.demo.days import in_week, moment, working_day, working_day_before
from hatecrime.demo.diary import Diary
from hatecrime.demo.guarding import Guard
from hatecrime.demo.lives import Life
from hatecrime.demo.meetings import Assembly
from hatecrime.demo.people import Cast
from hatecrime.demo.reading import stories, words
from hatecrime.demo.referring import Request
from partners.actor import Actor
from partners.roles import Role


class Scenes:
    """The cases of the last weeks, most of them led by the agency of the first sign-in."""

    def __init__(self, cast: Cast, diary: Diary, rng: Random, today: date) -> None:
        self.cast = cast
        self.diary = diary
        self.rng = rng
        self.today = today
        self.yesterday = working_day_before(today, 1)
        self.stories = {story.key: story for story in stories()}

    def write(self) -> None:
        """Plan every scene."""
        self._conference_next_week()
        self._conference_last_week()
        self._conference_with_overdue_actions()
        self._conference_called_off()
        self._conference_of_the_police()
        self._waiting_to_be_assessed()
        self._waiting_for_a_decision()
        self._waiting_for_a_conference()
        self._opened_again()
        self._referred()
        self._guarded()

    def _before(self, days: int, hour: int = 10, minute: int = 0) -> datetime:
        """Return an hour of the working day that lies `days` working days before yesterday."""
        return moment(working_day_before(self.yesterday, days), hour, minute)

    def _life(self, key: str, told_at: datetime, code: str = "SAFE", worker: Actor | None = None) -> Life:
        main = self.cast.of_role(Role.CASEWORKER) if code == "SAFE" else None
        life = Life(self.cast, self.rng, code, self.stories[key], worker or main)
        self.diary.plan(told_at, life.report)
        return life

    def _decided(self, key: str, first: date, code: str = "SAFE") -> Life:
        """A case told of on the day `first`, assessed on the next working day and decided on the one after."""
        life = self._life(key, moment(first, 9, 20), code)
        second = working_day(first + timedelta(days=1))
        self.diary.plan(moment(second, 11, 5), life.assess)
        self.diary.plan(moment(working_day(second + timedelta(days=1)), 14, 30), life.decide)
        return life

    def _meeting(
        self, key: str, held_on: date, lead: int, invited: tuple[str, ...], code: str = "SAFE", hour: int = 14
    ) -> Assembly:
        """A conference on `held_on` of a case told of `lead` working days before."""
        life = self._decided(key, working_day_before(held_on, lead), code)
        meeting = Assembly(life, moment(held_on, hour), invited)
        self.diary.plan(moment(working_day_before(held_on, lead - 3), 10, 15), meeting.convene)
        return meeting

    def _conference_next_week(self) -> None:
        held_on = in_week(self.today, 1, 1)
        self._meeting("letterbox_fire", held_on, 12, ("POL", "HOMES", "LEARN", "FIRE"))

    def _conference_last_week(self) -> None:
        held_on = in_week(self.today, -1, 3)
        meeting = self._meeting("refugee_housing", held_on, 13, ("POL", "HOMES", "THIM", "HEALTH"))
        late = max(held_on, self.today - timedelta(days=3))
        due = (self.yesterday, late, self.today + timedelta(days=9), self.today + timedelta(days=16))
        self.diary.plan(moment(held_on, 15, 10), lambda: meeting.hold(due))

    def _conference_with_overdue_actions(self) -> None:
        held_on = working_day_before(self.yesterday, 22)
        meeting = self._meeting("app_ambush", held_on, 13, ("POL", "HEALTH", "THIM"))
        due = tuple(self.today - timedelta(days=days) for days in (12, 5, 3, 3))
        self.diary.plan(moment(held_on, 15, 0), lambda: meeting.hold(due))
        self.diary.plan(self._before(14), lambda: _answer_last(meeting))

    def _conference_called_off(self) -> None:
        held_on = working_day_before(self.yesterday, 1)
        meeting = self._meeting("dog_set_on", held_on, 11, ("POL", "HOMES"))
        self.diary.plan(self._before(2, 16), meeting.call_off)

    def _conference_of_the_police(self) -> None:
        """The first sign-in sees a case that another agency leads."""
        held_on = in_week(self.today, 1, 3)
        self._meeting("neighbour_campaign", held_on, 14, ("SAFE", "HOMES", "HEALTH"), "POL", hour=10)

    def _waiting_to_be_assessed(self) -> None:
        self._life("bus_abuse", self._before(0, 15, 40))
        self._life("car_scratched", self._before(1, 12))
        self._life("couple_followed", self._before(8, 16))
        self._life("door_graffiti", self._before(1, 11), "HOMES")
        self._life("playground", self._before(2, 14), "LEARN")

    def _waiting_for_a_decision(self) -> None:
        for key, days in (("online_outing", 3), ("worship_windows", 9)):
            life = self._life(key, self._before(days))
            self.diary.plan(self._before(days - 2, 12), life.assess)

    def _waiting_for_a_conference(self) -> None:
        self._decided("false_friends", working_day_before(self.yesterday, 4))

    def _opened_again(self) -> None:
        """Closed two months ago; a further incident came this week."""
        course = Course(self.diary, self._life("shop_counter", self._before(55)))
        life = course.life
        decide = partial(life.decide, choice=Choice.SINGLE_AGENCY)
        for days, deed in ((54, life.assess), (53, decide), (46, life.tell), (43, life.close)):
            self.diary.plan(self._before(days, 13), deed)
        self.diary.plan(self._before(1, 9, 30), life.report_again)

    def _referred(self) -> None:
        """Referrals that wait for an answer, accepted and declined, and one that waits at the first sign-in."""
        for key, days, code, answered in (
            ("lesbian_neighbours", 6, "THIM", "accept"),
            ("wheelchair_pushed", 5, "YOUTH", "decline"),
            ("blind_cane", 4, "HEALTH", ""),
        ):
            request = Request(self._decided(key, working_day_before(self.yesterday, days)), code)
            self.diary.plan(self._before(days - 2, 16), request.send)
            if answered:
                self.diary.plan(self._before(days - 4, 11), getattr(request, answered))
        ours = Request(self._decided("takeaway_order", working_day_before(self.yesterday, 5), "POL"), "SAFE")
        self.diary.plan(self._before(2, 16, 20), ours.send)
        service = Request(self._decided("older_woman", working_day_before(self.yesterday, 7)), "", "Silver Bobbin")
        self.diary.plan(self._before(5, 15), service.send)

    def _guarded(self) -> None:
        """A case that only named people see, and one that was opened in an emergency and is to be signed off."""
        restricted = Guard(self._life("trans_workplace_note", self._before(3, 9)))
        self.diary.plan(self._before(3, 9, 30), restricted.restrict)
        self.diary.plan(self._before(2, 9), lambda: restricted.wall_off("POL"))
        opened = Guard(self._life("woman_followed", self._before(2, 11)))
        self.diary.plan(self._before(0, 19), lambda: opened.open("POL"))


def _answer_last(meeting: Assembly) -> None:
    action, _ = meeting.open_actions()[-1]
    meeting.answer(action, words()["meeting_not_possible"][0], ActionState.NOT_POSSIBLE)
