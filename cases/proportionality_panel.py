"""Whether subjects' data is kept where there was no crime: on the page of the case, its timeline, and the home page."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from cases.models import Case
from cases.panels import Entry, Look, Panel
from cases.policy import visible_cases
from cases.queries_proportionality import (
    Wait,
    erasures_of,
    newest_tests,
    standings_of,
    subjects_waiting,
    tests_of,
    wait_of,
)
from cases.rules_proportionality import check_may_erase, check_may_weigh
from cases.sections import Section
from cases.to_dos import MOST_NAMED
from partners.actor import Actor
from partners.errors import reason_against
from partners.home import ToDo
from partners.models import Partnership
from partners.roles import Permission

_ASKED = {
    Wait.TEST: "Decide whether the data of {} in case {} is kept",
    Wait.REVIEW: "Decide again whether the data of {} in case {} is kept",
    Wait.ERASE: "Erase the data of {} in case {}",
}


def panel(look: Look) -> Panel | None:
    """Draw for each subject of an incident that is no crime what was decided, and what waits."""
    actor, case = look.actor, look.case
    if Section.PEOPLE not in look.sections:
        return None
    today = timezone.localdate()
    standings = [each for each in standings_of(case, today) if each.is_shown]
    if not standings:
        return None
    context = {
        "standings": standings,
        "today": today,
        "weighing": reason_against(check_may_weigh, actor, case),
        "erasing": reason_against(check_may_erase, actor, case),
    }
    return Panel("proportionality", "Whether subjects’ data is kept", "cases/proportionality_panel.html", context)


def timeline(look: Look) -> Iterator[Entry]:
    """Tell of tests and erasures, without a name."""
    case = look.case
    if Section.PEOPLE not in look.sections:
        return
    for test in tests_of(case):
        text = f"Proportionality test: {_lower(test.get_outcome_display())}"
        yield Entry(test.decided_at, text, test.decided_by.name)
    for erasure in look.once_of_case(erasures_of):
        yield Entry(erasure.erased_at, "Subject’s data erased", erasure.erased_by.name)


def to_dos(actor: Actor, case: Case | None = None) -> Iterator[ToDo]:
    """Yield what waits in the cases that the actor's agency leads, open or closed: one thing for a case and a sort.

    Args:
        actor: who would decide.
        case: the one case that is asked about; nothing for all of them.
    """
    if actor.agency_id is None or not actor.may(Permission.DECISION_RECORD):
        return
    today = timezone.localdate()
    ours = visible_cases(actor).filter(lead_agency_id=actor.agency_id)
    if case is not None:
        ours = ours.filter(pk=case.pk)
    first = sorted(_days(actor, ours, today).items(), key=lambda each: min(each[1]))
    for (reference, wait), days in first[:MOST_NAMED]:
        yield _to_do(reference, wait, days, today)
    if len(first) > MOST_NAMED:
        yield _more(len(first) - MOST_NAMED, min(since for _, days in first for _, since in days))


def _days(actor: Actor, cases: QuerySet[Case], today: date) -> dict[tuple[str, Wait], list[tuple[date, date]]]:
    """Return for each case and sort of thing to do: of each subject, by which day it is due and since when it waits."""
    people = list(subjects_waiting(cases, today))
    tests, partnership = newest_tests(people), Partnership.objects.get(pk=actor.partnership_id)
    found: dict[tuple[str, Wait], list[tuple[date, date]]] = {}
    for person in people:
        wait, since, due_on = wait_of(person, tests.get(person.pk), partnership, today)
        if since and due_on:
            found.setdefault((person.case.reference, wait), []).append((due_on, since))
    return found


def _to_do(reference: str, wait: Wait, days: list[tuple[date, date]], today: date) -> ToDo:
    whose = "a subject" if len(days) == 1 else f"{len(days)} subjects"
    path = f"{reverse('case_page', args=[reference])}#proportionality"
    text = _ASKED[wait].format(whose, reference)
    due_on, since = min(days)
    return ToDo(text, path, _morning(since), f"due {date_format(due_on)}", due_on < today)


def _more(number: int, since: date) -> ToDo:
    text = f"{number} more {'case' if number == 1 else 'cases'} in which to decide whether a subject’s data is kept"
    return ToDo(f"{text}: see the list", f"{reverse('case_list')}?lead=ours", _morning(since))


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]
