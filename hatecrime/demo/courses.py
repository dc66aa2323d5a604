"""How cases go by themselves: each step looks where the case stands, acts, and says when to look again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from cases.models.decision import Choice
from cases.states import State
from conferences.models import ActionState
from hatecrime.demo.days import later, moment
from hatecrime.demo.diary import Diary
from hatecrime.demo.lives import Life
from hatecrime.demo.meetings import Assembly
from hatecrime.demo.reading import words
from hatecrime.demo.referring import Request

_REFERRED_TO = ("THIM", "THIM", "THIM", "HOMES", "HEALTH", "", "")
_ELSEWHERE = ("Rainbow Kettle", "Plain Words of Penny Green", "Many Rooms of Saltmarrow", "Silver Bobbin")
_NOT_YET = frozenset({State.NEW, State.MULTI_AGENCY, State.IN_CONFERENCE})


class Course:
    """The course of one case."""

    def __init__(self, diary: Diary, life: Life) -> None:
        self.diary = diary
        self.life = life
        self.rng = life.rng
        self.is_slow = self.rng.random() < 0.14
        self.meetings: list[Assembly] = []
        self.requests: list[Request] = []
        self.steps: dict[State, Callable[[], datetime | None]] = {
            State.NEW: self._assess,
            State.ASSESSED: self._decide,
            State.SINGLE_AGENCY: self._finish,
            State.MULTI_AGENCY: self._convene,
            State.IN_CONFERENCE: self._hold,
            State.IN_ACTION: self._finish,
        }

    def begin(self, told_at: datetime) -> None:
        """Plan the report, from which the rest follows."""
        self.diary.plan(told_at, self._report)

    def follow(self) -> None:
        """Plan the first step of a case that has been reported."""
        self._plan(self._soon())

    def can_grow(self) -> bool:
        """Say whether the case is known, and where a further incident can be told of it."""
        return bool(self.life.case.reference) and State(self.life.case.state) not in _NOT_YET

    def add_incident(self) -> None:
        """A further incident is reported now; a closed case is worked on again."""
        was_closed = self.life.case.state == State.CLOSED
        self.life.report_again()
        if was_closed:
            self._plan(self._soon())

    def _report(self) -> None:
        self.life.report()
        self.follow()

    def _plan(self, when: datetime | None) -> None:
        if when:
            self.diary.plan(when, self._step)

    def _step(self) -> None:
        state = State(self.life.case.state)
        if state != State.CLOSED:
            self._plan(self.steps[state]())

    def _later(self, least: int, most: int) -> datetime:
        return later(self.rng, self.diary.now, least, most)

    def _soon(self) -> datetime:
        return self._later(3, 7) if self.is_slow else self._later(0, 2)

    def _assess(self) -> datetime:
        self.life.assess()
        return self._soon()

    def _decide(self) -> datetime:
        if self.life.has_news:
            return self._assess()
        against = {Choice.SINGLE_AGENCY: 0.02, Choice.MULTI_AGENCY: 0.08}
        self.life.decide(against=self.rng.random() < against[Choice(self.life.latest.recommendation)])
        self._perhaps_refer()
        return self._later(0, 3) if self.life.case.state == State.MULTI_AGENCY else self._later(4, 14)

    def _convene(self) -> datetime:
        day = self._later(5, 11).date()
        meeting = Assembly(self.life, moment(day, self.rng.choice((10, 14))))
        meeting.convene()
        self.meetings.append(meeting)
        return meeting.held_at + timedelta(hours=1)

    def _hold(self) -> datetime:
        if self.rng.random() < 0.06:
            self.meetings[-1].call_off()
            return self._later(1, 3)
        self.meetings[-1].hold()
        return self._later(4, 9)

    def _finish(self) -> datetime | None:
        """Do what is left: look at the risk again, answer the actions one by one, tell the victim, close."""
        if self.life.is_review_due():
            self.life.calm_down()
            return self._assess()
        if not all(request.is_answered for request in self.requests):
            return self._later(1, 2)
        if left := [(meeting, *action) for meeting in self.meetings for action in meeting.open_actions()]:
            meeting, action, done = left[0]
            if self.rng.random() < 0.08:
                meeting.answer(action, self.rng.choice(words()["meeting_not_possible"]), ActionState.NOT_POSSIBLE)
            else:
                meeting.answer(action, done)
            return self._later(1, 6)
        if self.life.is_to_be_told():
            self.life.tell()
            self._ask_later()
            if self.rng.random() < 0.4:
                return self._later(2, 12)
        self.life.close()
        return None

    def _ask_later(self) -> None:
        """Plan to ask every other time how the victim was treated, drawn from the moment alone."""
        rng = Random(f"{self.diary.now.isoformat()} {self.life.code}")  # noqa: S311 — nothing depends on nobody guessing it.
        if rng.random() < 0.5:
            self.diary.plan(later(rng, self.diary.now, 3, 12), lambda: self.life.ask(rng))

    def _perhaps_refer(self) -> None:
        if self.rng.random() > 0.12:
            return
        code = self.rng.choice(_REFERRED_TO)
        if code == self.life.code:
            return
        request = Request(self.life, code, "" if code else self.rng.choice(_ELSEWHERE))
        request.send()
        self.requests.append(request)
        answer = request.decline if self.rng.random() < 0.1 else request.accept
        self.diary.plan(self._later(1, 4), answer)
