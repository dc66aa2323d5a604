"""Cases with a part of their own, so that on whatever day the demo is loaded every state and every trouble is there."""

from datetime import timedelta
from functools import partial

from cases.models.decision import Choice
from conferences.models import ActionState
from hatecrime.demo.asking import ask_before_deciding
from hatecrime.demo.courses import Course
from hatecrime.demo.days import in_week, moment, working_day_before
from hatecrime.demo.guarding import Guard
from hatecrime.demo.meetings import Assembly
from hatecrime.demo.reading import words
from hatecrime.demo.referring import Request
from hatecrime.demo.staging import Stage


class Scenes(Stage):
    """The cases of the last weeks, most of them led by the agency of the first sign-in."""

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

    def _conference_next_week(self) -> None:
        held_on = in_week(self.today, 1, 1)
        self.meeting("letterbox_fire", held_on, 12, ("POL", "HOMES", "LEARN", "FIRE"))

    def _conference_last_week(self) -> None:
        held_on = in_week(self.today, -1, 3)
        meeting = self.meeting("refugee_housing", held_on, 13, ("POL", "HOMES", "THIM", "HEALTH"))
        late = max(held_on, self.today - timedelta(days=3))
        due = (self.yesterday, late, self.today + timedelta(days=9), self.today + timedelta(days=16))
        self.diary.plan(moment(held_on, 15, 10), lambda: meeting.hold(due))

    def _conference_with_overdue_actions(self) -> None:
        held_on = working_day_before(self.yesterday, 22)
        meeting = self.meeting("app_ambush", held_on, 13, ("POL", "HEALTH", "THIM"))
        due = tuple(self.today - timedelta(days=days) for days in (12, 5, 3, 3))
        self.diary.plan(moment(held_on, 15, 0), lambda: meeting.hold(due))
        self.diary.plan(self.before(14), lambda: _answer_last(meeting))

    def _conference_called_off(self) -> None:
        held_on = working_day_before(self.yesterday, 1)
        meeting = self.meeting("dog_set_on", held_on, 11, ("POL", "HOMES"))
        self.diary.plan(self.before(2, 16), meeting.call_off)

    def _conference_of_the_police(self) -> None:
        """The first sign-in sees a case that another agency leads."""
        held_on = in_week(self.today, 1, 3)
        self.meeting("neighbour_campaign", held_on, 14, ("SAFE", "HOMES", "HEALTH"), "POL", hour=10)

    def _waiting_to_be_assessed(self) -> None:
        self.life("bus_abuse", self.before(0, 15, 40))
        self.life("car_scratched", self.before(1, 12))
        self.life("couple_followed", self.before(8, 16))
        self.life("door_graffiti", self.before(1, 11), "HOMES")
        self.life("playground", self.before(2, 14), "LEARN")

    def _waiting_for_a_decision(self) -> None:
        for key, days in (("online_outing", 3), ("worship_windows", 9)):
            life = self.life(key, self.before(days))
            self.diary.plan(self.before(days - 2, 12), life.assess)
            if key == "online_outing":
                self.diary.plan(self.before(days - 2, 15), partial(ask_before_deciding, life, "HOMES"))

    def _waiting_for_a_conference(self) -> None:
        self.decided("false_friends", working_day_before(self.yesterday, 4))

    def _opened_again(self) -> None:
        """Closed two months ago; a further incident came this week."""
        course = Course(self.diary, self.life("shop_counter", self.before(55)))
        life = course.life
        decide = partial(life.decide, choice=Choice.SINGLE_AGENCY)
        for days, deed in ((54, life.assess), (53, decide), (46, life.tell), (43, life.close)):
            self.diary.plan(self.before(days, 13), deed)
        self.diary.plan(self.before(1, 9, 30), life.report_again)

    def _referred(self) -> None:
        """Referrals that wait for an answer, accepted and declined, and one that waits at the first sign-in."""
        for key, days, code, answered in (
            ("lesbian_neighbours", 6, "THIM", "accept"),
            ("wheelchair_pushed", 5, "YOUTH", "decline"),
            ("blind_cane", 4, "HEALTH", ""),
        ):
            request = Request(self.decided(key, working_day_before(self.yesterday, days)), code)
            self.diary.plan(self.before(days - 2, 16), request.send)
            if answered:
                self.diary.plan(self.before(days - 4, 11), getattr(request, answered))
        ours = Request(self.decided("takeaway_order", working_day_before(self.yesterday, 5), "POL"), "SAFE")
        self.diary.plan(self.before(2, 16, 20), ours.send)
        service = Request(self.decided("older_woman", working_day_before(self.yesterday, 7)), "", "Silver Bobbin")
        self.diary.plan(self.before(5, 15), service.send)

    def _guarded(self) -> None:
        """A case that only named people see, and one that was opened in an emergency and is to be signed off."""
        restricted = Guard(self.life("trans_workplace_note", self.before(3, 9)))
        self.diary.plan(self.before(3, 9, 30), restricted.restrict)
        self.diary.plan(self.before(2, 9), lambda: restricted.wall_off("POL"))
        opened = Guard(self.life("woman_followed", self.before(2, 11)))
        self.diary.plan(self.before(0, 19), lambda: opened.open("POL"))


def _answer_last(meeting: Assembly) -> None:
    action, _ = meeting.open_actions()[-1]
    meeting.answer(action, words()["meeting_not_possible"][0], ActionState.NOT_POSSIBLE)
