"""What comes after a meeting: a draft that goes round, what is to be corrected in it, and an amendment."""

from dataclasses import dataclass
from datetime import date

from conferences.actions import amending, circulating, correcting
from conferences.models import Edition, Item, Minutes
from conferences.policy import visible_items
from hatecrime.demo.meetings import Assembly
from hatecrime.demo.reading import words
from partners.actor import Actor
from partners.roles import Permission
from partners.scope import acting


@dataclass(frozen=True, slots=True)
class Afterwards:
    """Deeds about the minutes of one meeting."""

    meeting: Assembly

    def circulate(self, until: date) -> None:
        """The chair sends a draft round; corrections can be sent until this day."""
        chair = self.meeting.chair
        with acting(chair):
            circulating.circulate(actor=chair, conference=self.meeting.conference, corrections_until=until)

    def correct(self, code: str) -> None:
        """Somebody asks for a correction of the draft."""
        self._answer(code, words()["meeting"]["correction"])

    def agree(self, code: str) -> None:
        """Somebody has nothing to correct."""
        self._answer(code, "")

    def _answer(self, code: str, said: str) -> None:
        actor = self._of(code)
        with acting(actor):
            draft = Minutes.objects.select_related("conference").get(
                conference=self.meeting.conference, edition=Edition.DRAFT
            )
            correcting.correct(actor=actor, draft=draft, item=self._item(actor) if said else None, words=said)

    def amend(self) -> None:
        """The chair adds to the decision of final minutes what had been left out."""
        chair, conference = self.meeting.chair, self.meeting.conference
        with acting(chair):
            item = self._item(chair)
            decision = f"{item.decision} {words()['meeting']['left_out']}"
            amendment = amending.Amendment(
                item.discussion, decision, why=words()["meeting"]["amended_because"], review_on=item.review_on
            )
            conference.refresh_from_db()
            amending.amend(actor=chair, conference=conference, item=item, amendment=amendment, version=1)

    def _of(self, code: str) -> Actor:
        return next(actor for actor in self.meeting.life.cast.actors[code] if actor.may(Permission.CONFERENCE_READ))

    def _item(self, actor: Actor) -> Item:
        return visible_items(actor).get(conference=self.meeting.conference)
