"""Scenes of a panel, of what comes after its meetings, and of work on a case that one agency does alone."""

from datetime import timedelta
from functools import partial

from cases.instruments import Band
from cases.models.decision import Choice
from hatecrime.demo.afterwards import Afterwards
from hatecrime.demo.days import in_week, moment, working_day_before
from hatecrime.demo.judging import Judgement, want_countersignatures
from hatecrime.demo.lives import Life
from hatecrime.demo.measures import Ledger
from hatecrime.demo.reading import words
from hatecrime.demo.staging import Stage
from hatecrime.demo.standing import Standing
from hatecrime.demo.working_alone import Alone


class LaterScenes(Stage):
    """They have dice of their own, so that the history beside them goes as it went without them."""

    def write(self) -> None:
        """Plan every scene."""
        self._standing_panel()
        self._draft_going_round()
        self._minutes_amended()
        self._judged_lower()
        self._working_alone()

    def _standing_panel(self) -> None:
        """Four cases of four agencies are on the agenda of next week's meeting, and two wait for a place."""
        panel = Standing(self.cast, in_week(self.today, 1, 4))
        self.diary.plan(self.before(24, 9, 5), panel.make)
        asked = {
            self._referred(panel, "synagogue_calls", "SAFE", 6): ("POL", "THIM", "LEARN"),
            self._referred(panel, "school_disability", "LEARN", 6): ("LEARN", "HEALTH", "POL"),
            self._referred(panel, "site_rubbish", "HOMES", 5): ("HOMES", "POL", "HEALTH"),
            self._referred(panel, "pub_assault", "POL", 5): ("POL", "HOMES", "HEALTH"),
        }
        self._referred(panel, "false_friends", "SAFE", 3)
        self._referred(panel, "care_worker_hurt", "POL", 2)
        self.diary.plan(self.before(3, 17), lambda: panel.publish(asked))
        self.diary.plan(self.before(3, 17, 10), lambda: panel.ask_by(self.yesterday))
        self._brought(panel, *asked)

    def _referred(self, panel: Standing, key: str, code: str, days: int) -> Life:
        """A case goes to the panel, three working days after it was told of."""
        life = self.decided(key, working_day_before(self.yesterday, days + 3), code, Choice.MULTI_AGENCY)
        self.diary.plan(self.before(days, 16, 10), partial(panel.refer, life, words()["panel"]["why"][key]))
        return life

    def _brought(self, panel: Standing, calls: Life, school: Life, site: Life, pub: Life) -> None:
        """Something known, nothing known, something withheld, a return that is begun; and the others are late."""
        for life, code, key in (
            (calls, "POL", "known"),
            (calls, "THIM", "nothing"),
            (site, "POL", "nothing"),
            (pub, "HEALTH", "withheld"),
        ):
            self.diary.plan(self.before(2, 11), partial(panel.bring, life, code, key))
        self.diary.plan(self.before(2, 12), lambda: panel.begin(school, "HEALTH", "begun"))

    def _draft_going_round(self) -> None:
        held_on = working_day_before(self.yesterday, 5)
        meeting = self.meeting("goth_kicked", held_on, 12, ("POL", "YOUTH", "HEALTH", "HOMES"))
        after = Afterwards(meeting)
        self.diary.plan(moment(held_on, 15, 20), meeting.meet)
        self.diary.plan(self.before(4, 10), lambda: after.circulate(self.today + timedelta(days=5)))
        self.diary.plan(self.before(3, 15), lambda: after.correct("POL"))
        self.diary.plan(self.before(2, 9), lambda: after.agree("YOUTH"))

    def _minutes_amended(self) -> None:
        """One of three remedies is in force, one was refused, one has been breached."""
        held_on = working_day_before(self.yesterday, 16)
        meeting = self.meeting("turban_pulled", held_on, 13, ("POL", "THIM", "YOUTH"), choice=Choice.MULTI_AGENCY)
        ledger = Ledger(meeting.life)
        for days, deed in (
            (16, meeting.hold),
            (14, partial(ledger.refuse, "mediation")),
            (14, partial(ledger.choose, "acceptable_behaviour_contract", 180)),
            (12, Afterwards(meeting).amend),
            (5, partial(ledger.breach, "acceptable_behaviour_contract", working_day_before(self.yesterday, 6))),
            (4, partial(ledger.choose, "community_protection_warning", 90)),
        ):
            self.diary.plan(self.before(days, 15, 30), deed)

    def _judged_lower(self) -> None:
        """A lower risk that a second person has confirmed, another that waits; a decision to be countersigned."""
        self.diary.plan(self.before(3, 8, 30), partial(want_countersignatures, self.cast))
        for key, days in (("changing_room", 3), ("carer_shouted", 2)):
            life = self.life(key, self.before(days, 9, 45))
            self.diary.plan(self.before(days - 1, 11), partial(Judgement(life).propose, Band.LOW))
            if key == "changing_room":
                self.diary.plan(self.before(days - 1, 15), Judgement(life).confirm)
                self.diary.plan(self.before(1, 9), partial(life.decide, choice=Choice.SINGLE_AGENCY))

    def _working_alone(self) -> None:
        """The policy, two actions of which one is done, and a review that has been held; another one will follow."""
        life = self.decided("accent_work", working_day_before(self.yesterday, 18), choice=Choice.SINGLE_AGENCY)
        alone = Alone(life)
        for days, deed in ((15, alone.plan), (12, alone.do), (5, alone.review)):
            self.diary.plan(self.before(days, 9, 40), deed)
