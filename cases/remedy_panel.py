"""The remedies ledger on the page of its case, on its timeline, and among what needs me today."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from cases.models.remedy import Standing
from cases.panels import Entry, Look, Panel
from cases.policy import visible_cases
from cases.queries_remedies import Line, called, ending_remedies, lines_of, subjects_of
from cases.rules_remedies import check_may_keep_remedies
from cases.sections import Section
from cases.terms import labels
from partners.actor import Actor
from partners.errors import reason_against
from partners.home import ToDo
from partners.roles import Permission


class Shown(NamedTuple):
    """A remedy with its words, as the panel shows it."""

    name: str
    line: Line


class Subject(NamedTuple):
    """What a subject is called, and the remedies for them."""

    name: str
    remedies: list[Shown]


def panel(look: Look) -> Panel | None:
    """Draw the ledger, subject by subject, for those who see the people of the case."""
    actor, case = look.actor, look.case
    if Section.PEOPLE not in look.sections:
        return None
    people = list(subjects_of(case))
    if not people:
        return None
    known = labels("remedy", case.partnership_id)
    lines = [
        (line.remedy.person_id, Shown(known.get(line.remedy.code, line.remedy.code), line))
        for line in look.once_of_case(lines_of)
    ]
    subjects = [
        Subject(called(person, number), [shown for key, shown in lines if key == person.pk])
        for number, person in enumerate(people, 1)
    ]
    context = {
        "subjects": subjects,
        "keeping": reason_against(check_may_keep_remedies, actor, case),
        "add_url": reverse("remedy_new", args=[case.reference]),
    }
    return Panel("remedies", "Remedies", "cases/remedy_panel.html", context)


def timeline(look: Look) -> Iterator[Entry]:
    """Tell of each entry what the remedy was then, without a name."""
    case = look.case
    if Section.PEOPLE not in look.sections:
        return
    known = labels("remedy", case.partnership_id)
    for line in look.once_of_case(lines_of):
        name = known.get(line.remedy.code, line.remedy.code)
        path = reverse("remedy_page", args=[line.remedy.pk])
        for entry in (line.now, *line.earlier):
            standing = Standing(entry.standing).label.lower()
            yield Entry(entry.recorded_at, f"{name}: {standing}", entry.recorded_by.name, path)


def to_dos(actor: Actor) -> Iterator[ToDo]:
    """Yield the remedies that end soon, or have passed their last day without anybody saying what follows."""
    if actor.agency_id is None or not actor.may(Permission.DECISION_RECORD):
        return
    today = timezone.localdate()
    ours = visible_cases(actor).filter(lead_agency_id=actor.agency_id)
    for entry in ending_remedies(ours, today):
        assert entry.to_on is not None
        yield ToDo(
            f"Say what follows a remedy that ends in case {entry.case.reference}",
            reverse("remedy_page", args=[entry.remedy_id]),
            timezone.make_aware(datetime.combine(entry.to_on, time.min)),
            f"ends {date_format(entry.to_on)}",
            entry.to_on < today,
        )
