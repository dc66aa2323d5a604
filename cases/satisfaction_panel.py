"""How victims found the way they were treated: on the page of its case, on its timeline, and among what waits."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from cases.models import Case, Person, Satisfaction
from cases.models.satisfaction import STAGES, AskingOutcome
from cases.moments import in_london
from cases.panels import Entry, Look, Panel
from cases.policy import visible_cases
from cases.presenting import Row, row
from cases.queries_satisfaction import (
    DAYS_TO_ASK,
    askings_of,
    is_unsafe,
    knows_what_came_of_it,
    to_ask,
    what_holds,
)
from cases.rules_satisfaction import check_may_ask
from cases.sections import Section
from cases.to_dos import MOST_NAMED
from partners.actor import Actor
from partners.errors import reason_against
from partners.home import ToDo
from partners.roles import Permission

_NOT_SAID = "Did not say"
_UNSAFE = "Do not ask: making contact would not be safe."


def panel(look: Look) -> Panel | None:
    """Show what holds now for each victim to those who see the people of the case, once there is something to say."""
    case = look.case
    if Section.PEOPLE not in look.sections:
        return None
    held, refusal = look.once_of_case(what_holds), reason_against(check_may_ask, look.actor, case)
    if not any(asking for _, asking in held) and (refusal or not held or not knows_what_came_of_it(case)):
        return None
    context = {
        "victims": [_about(person, number, asking) for number, (person, asking) in enumerate(held, 1)],
        "refusal": refusal,
        "nobody_asks": all(is_unsafe(person) for person, _ in held),
        "record_url": reverse("case_satisfaction", args=[case.reference]),
    }
    return Panel("satisfaction", "How victims were treated", "cases/satisfaction_panel.html", context)


def _about(person: Person, number: int, asking: Satisfaction | None) -> dict[str, Any]:
    name = person.name or f"Victim {number}"
    if asking is None:
        return {"name": name, "standing": _UNSAFE if is_unsafe(person) else "Nothing is recorded yet.", "rows": []}
    rows = _answers(asking) if asking.outcome == AskingOutcome.ANSWERED else []
    return {"name": name, "standing": standing(asking), "rows": rows}


def _answers(asking: Satisfaction) -> list[Row]:
    said = {stage: getattr(asking, f"get_{stage}_display")() for stage in STAGES}
    return [row(label, said[stage], _NOT_SAID) for stage, label in STAGES.items()]


def standing(asking: Satisfaction) -> str:
    """Return what was recorded of asking somebody, in a sentence."""
    words = asking.get_outcome_display()
    return f"{words} ({date_format(asking.asked_on)})." if asking.asked_on else f"{words}."


def timeline(look: Look) -> Iterator[Entry]:
    """Tell that a victim was asked, or why not; without a name, and without the answers."""
    if Section.PEOPLE not in look.sections:
        return
    for asking in look.once_of_case(askings_of):
        by = f"{asking.recorded_by.name}, {asking.agency.name}"
        if asking.asked_on is None:
            yield Entry(asking.recorded_at, "Victim not asked how they were treated: contact is unsafe", by)
        else:
            what = AskingOutcome(asking.outcome).label.removeprefix("They ")
            text = f"Victim asked how they were treated: {what}"
            yield Entry(in_london(asking.asked_on), text, by, is_of_day=True)


def to_dos(actor: Actor) -> Iterator[ToDo]:
    """Yield the cases that the actor's agency leads whose victims know what came of it and were not asked yet."""
    if actor.agency_id is None or not actor.may(Permission.CASE_CLOSE):
        return
    ours = visible_cases(actor).filter(lead_agency_id=actor.agency_id)
    waiting = to_ask(ours, timezone.localdate())
    victims = Counter(telling.case_id for telling in waiting)
    first = {telling.case_id: telling for telling in reversed(waiting)}
    for telling in sorted(first.values(), key=lambda telling: (telling.recorded_at, telling.pk))[:MOST_NAMED]:
        assert telling.told_on is not None
        until = telling.told_on + timedelta(DAYS_TO_ASK - 1)
        yield ToDo(
            f"Ask how {_who(victims[telling.case_id])} treated: case {telling.case.reference}",
            reverse("case_satisfaction", args=[telling.case.reference]),
            in_london(telling.told_on),
            f"ask by {date_format(until)}",
        )


def _who(victims: int) -> str:
    return "the victim was" if victims == 1 else f"{victims} victims were"


def waits(case: Case) -> bool:
    """Say whether a victim of the case has still to be asked."""
    return bool(to_ask(Case.objects.filter(pk=case.pk), timezone.localdate()))
