"""A standing panel: its queue, the published agenda of its next meeting, and what agencies bring to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from django.utils import timezone

from cases.sections import Section
from conferences.actions import agenda, panels, planning, publishing, queueing, returns, returns_due
from conferences.actions.convene import ACCESS_DAYS
from conferences.actions.panels import PanelFacts
from conferences.actions.planning import Sitting
from conferences.models import AgendaReferral, Conference, Item, Panel, ReturnAnswer, Rhythm
from hatecrime.demo.days import moment
from hatecrime.demo.lives import Life
from hatecrime.demo.people import Cast
from hatecrime.demo.reading import words
from partners.actor import Actor
from partners.roles import Permission, Role
from partners.scope import acting

_MEMBERS = ("POL", "HOMES", "THIM", "LEARN", "HEALTH")
_NAMED = "HEALTH"
_GATEWAY = "crime_and_disorder_act_s115"
_SHOWN = (Section.ACCOUNT, Section.RISK, Section.DECISION)


@dataclass
class Standing:
    """The panel of the agency of the first sign-in, kept by its coordinator; it meets on `meets_on`."""

    cast: Cast
    meets_on: date
    panel: Panel = field(default_factory=Panel)
    conference: Conference = field(default_factory=Conference)

    @property
    def keeper(self) -> Actor:
        """The coordinator."""
        return self.cast.of_role(Role.COORDINATOR)

    def make(self) -> None:
        """The panel is made and its next meeting planned."""
        keeper, chair = self.keeper, self.cast.chair("SAFE")
        with acting(keeper):
            self.panel = panels.make(actor=keeper, facts=self._facts(chair))
            self.conference = planning.plan(actor=keeper, panel=self.panel, sitting=self._sitting())

    def _facts(self, chair: Actor) -> PanelFacts:
        named = {_NAMED: self.cast.actors[_NAMED][0].person}
        return PanelFacts(
            chair_id=chair.person,
            rhythm=Rhythm.FOUR_WEEKLY,
            first_on=self.meets_on,
            starts_at=time(10),
            minutes_long=120,
            members={self.cast.agencies[code].pk: named.get(code) for code in _MEMBERS},
            **words()["panel"]["facts"],
        )

    def _sitting(self) -> Sitting:
        return Sitting(
            held_at=moment(self.meets_on, 10),
            minutes_long=self.panel.minutes_long,
            place=self.panel.place,
            video_link=self.panel.video_link,
            access_until=self.meets_on + timedelta(days=ACCESS_DAYS),
        )

    def refer(self, life: Life, why: str) -> None:
        """A case is put to the panel by the agency that leads it."""
        with acting(life.worker):
            queueing.refer(
                actor=life.worker,
                case=life.case,
                panel=self.panel,
                why=why,
                sections=_SHOWN,
                legal_gateway=_GATEWAY,
            )

    def publish(self, asked: Mapping[Life, tuple[str, ...]]) -> None:
        """These cases get their places, each for the agencies that need to be there, and the agenda is published."""
        keeper = self.keeper
        with acting(keeper):
            for life, codes in asked.items():
                referral = AgendaReferral.objects.select_related("case").get(case=life.case)
                item = agenda.place(actor=keeper, conference=self.conference, referral=referral)
                given = {self.cast.agencies[code].pk: _SHOWN for code in codes}
                agenda.invite(actor=keeper, item=item, given=given)
            publishing.publish(actor=keeper, conference=self.conference)

    def ask_by(self, day: date) -> None:
        """The chair says by when agencies bring what they know."""
        chair = self.cast.chair("SAFE")
        with acting(chair):
            returns_due.set_due(actor=chair, conference=self.conference, day=day)

    def bring(self, life: Life, code: str, key: str) -> None:
        """An agency writes down what it knows of a case and releases it.

        Args:
            life: the case.
            code: the agency.
            key: what is said, a list of `panel.returns` in `wording.toml`; an empty one says that nothing is known.
        """
        actor, said = self._of(code), words()["panel"]["returns"][key]
        with acting(actor):
            item = self._write(actor, life, key)
            is_known = ReturnAnswer.KNOWN if said else ReturnAnswer.NOTHING_KNOWN
            returns.release(actor=actor, item=item, answer=is_known, says_withheld=True)

    def begin(self, life: Life, code: str, key: str) -> None:
        """An agency writes down what it knows and has not released it yet."""
        actor = self._of(code)
        with acting(actor):
            self._write(actor, life, key)

    def _of(self, code: str) -> Actor:
        return next(actor for actor in self.cast.actors[code] if actor.may(Permission.CONFERENCE_READ))

    def _write(self, actor: Actor, life: Life, key: str) -> Item:
        item = Item.objects.select_related("case", "conference").get(case=life.case, conference=self.conference)
        for said in words()["panel"]["returns"][key]:
            day = timezone.localdate() - timedelta(days=said["days"])
            facts = {name: text for name, text in said.items() if name != "days"}
            if "withheld_because" not in facts:
                facts["legal_gateway"] = _GATEWAY
            returns.write(actor=actor, item=item, said=returns.Said(dated_on=day, **facts))
        return item
