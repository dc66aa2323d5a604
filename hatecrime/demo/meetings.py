"""A case conference of a case: convened, held, minuted, and its actions answered."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from cases.models import Incident
from cases.sections import Section
from conferences.actions import answers, attendance, calling_off, convene, finalising, items, notes
from conferences.actions.attendance import Attendee
from conferences.actions.convene import ACCESS_DAYS, Meeting
from conferences.models import Action, ActionState, Conference, Item
from conferences.models.attendance import Presence
from hatecrime.demo.lives import Life
from hatecrime.demo.reading import words
from partners.roles import Permission
from partners.scope import acting

_MOST = (Section.ACCOUNT, Section.PEOPLE, Section.RISK)
_SOME = (Section.ACCOUNT, Section.RISK)


class Assembly:
    """A conference about the case of one life."""

    def __init__(self, life: Life, held_at: datetime, invited: tuple[str, ...] = ()) -> None:
        self.life = life
        self.held_at = held_at
        self.invited = invited or _invited(life)
        self.chair = life.cast.chair(life.code)
        self.conference = Conference()
        self.agreed: list[tuple[Action, str]] = []

    def convene(self) -> None:
        """The conference is convened; each agency gets what it needs to see."""
        life = self.life
        with acting(life.worker):
            self.conference = convene.convene(actor=life.worker, case=life.case, meeting=self._meeting())

    def _meeting(self) -> Meeting:
        life, agencies = self.life, self.life.cast.agencies
        consents = Incident.objects.filter(case=life.case).values_list("consent", flat=True)
        return Meeting(
            held_at=self.held_at,
            place=life.rng.choice(words()["meeting"]["places"]),
            chair_id=self.chair.person,
            sections={agencies[code].pk: _MOST if code in ("SAFE", "POL", "HOMES") else _SOME for code in self.invited},
            legal_gateway="consent" if set(consents) == {"given"} else "crime_and_disorder_act_s115",
            access_until=timezone.localdate(self.held_at) + timedelta(days=ACCESS_DAYS),
        )

    def hold(self, due: tuple[date, ...] = ()) -> None:
        """The conference meets and its minutes are finalised.

        Args:
            due: the days on which its actions are due; two to four weeks after the meeting, if nothing is said.
        """
        self.meet(due)
        with acting(self.chair):
            finalising.finalise(actor=self.chair, conference=self.conference)
            self.life.case.refresh_from_db()

    def meet(self, due: tuple[date, ...] = ()) -> None:
        """The conference meets; its minutes are still open."""
        chair = self.chair
        with acting(chair):
            attendance.record(actor=chair, conference=self.conference, people=self._people())
            item = Item.objects.select_related("case", "conference__chair", "conference__chairing_agency").get(
                conference=self.conference
            )
            notes.save(actor=chair, item=item, notes=self._notes(), versions=notes.versions_of(item))
            for code, day in zip(self._owners(), due or self._days(), strict=False):
                self._agree(item, code, day)

    def _people(self) -> list[Attendee]:
        rng, cast = self.life.rng, self.life.cast
        people = [(self.life.code, self.chair)]
        people += [(code, cast.one(code, Permission.CONFERENCE_READ, rng)) for code in self.invited]
        missing = rng.randrange(1, len(people)) if rng.random() < 0.3 else 0
        return [
            Attendee(cast.agencies[code].pk, actor.name, presence, is_confirmed=presence == Presence.PRESENT)
            for number, (code, actor) in enumerate(people)
            for presence in [Presence.APOLOGIES if number and number == missing else Presence.PRESENT]
        ]

    def _notes(self) -> notes.Notes:
        texts, rng = words()["meeting"], self.life.rng
        review = timezone.localdate(self.held_at) + timedelta(weeks=6)
        return notes.Notes(rng.choice(texts["discussion"]), rng.choice(texts["decisions"]), review)

    def _owners(self) -> list[str]:
        return [*self.invited[: self.life.rng.randint(2, 3)], self.life.code]

    def _days(self) -> tuple[date, ...]:
        held = timezone.localdate(self.held_at)
        return tuple(held + timedelta(days=self.life.rng.choice((7, 14, 14, 21, 28))) for _ in range(4))

    def _agree(self, item: Item, code: str, day: date) -> None:
        taken = {done for _, done in self.agreed}
        task, done = self.life.rng.choice([pair for pair in words()["tasks"][code] if pair[1] not in taken])
        agency = self.life.cast.agencies[code]
        action = items.add_action(actor=self.chair, item=item, agency_id=agency.pk, task=task, due_on=day)
        self.agreed.append((action, done))

    def open_actions(self) -> list[tuple[Action, str]]:
        """Return the actions that nobody has answered, each with what will be said of it."""
        return [(action, done) for action, done in self.agreed if action.state == ActionState.OPEN]

    def answer(self, action: Action, note: str, state: ActionState = ActionState.DONE) -> None:
        """The agency that took the action says what became of it."""
        cast = self.life.cast
        actor = cast.one(cast.code_of(action.agency_id), Permission.ACTION_UPDATE, self.life.rng)
        with acting(actor):
            found = Action.objects.select_related("agency").get(pk=action.pk)
            answers.answer(actor=actor, action=found, state=state, note=note)
        action.state = state

    def call_off(self) -> None:
        """The conference is called off; another one has to be convened."""
        with acting(self.life.worker):
            calling_off.call_off(actor=self.life.worker, conference=self.conference)
            self.life.case.refresh_from_db()


def _invited(life: Life) -> tuple[str, ...]:
    rng = life.rng
    others = [code for code in life.cast.taking_part() if code not in (life.code, "SAFE", "POL")]
    closest = [code for code in ("SAFE", "POL") if code != life.code]
    wanted = ["LEARN"] if "school" in life.story.flags or "child" in life.story.flags else []
    drawn = rng.sample(others, rng.randint(2, 3))
    return tuple(dict.fromkeys([*closest, *(code for code in wanted if code != life.code), *drawn]))
