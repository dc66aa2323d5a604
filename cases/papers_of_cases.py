"""The papers of this app that go along when a case is handed over: decisions, the ledger of remedies, open actions."""

from collections.abc import Collection, Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.timezone import localtime

from cases.decision_page import Decided, decided_before
from cases.models import Case, Reopening, TransferPaper
from cases.models.remedy import Standing
from cases.panels import Look
from cases.queries_remedies import Line as Remedy
from cases.queries_remedies import lines_of, subjects_of
from cases.queries_work import open_tasks
from cases.sections import Section
from cases.terms import labels
from cases.transfer_papers import Chapter, Line, Paper
from partners.actor import Actor

_MOMENT = "j F Y, H:i"


def papers(actor: Actor, case: Case, sections: Collection[Section]) -> Iterator[Paper]:
    """Yield the papers about a case that the actor's agency leads."""
    yield from _came_along(case)
    yield Paper("Decisions taken before", Section.DECISION, _decisions(actor, case))
    yield Paper("Remedies considered and in force", Section.PEOPLE, _remedies(case))
    yield Paper(f"Actions that stay with {actor.agency_name}", Section.DECISION, _tasks(case))


def _came_along(case: Case) -> Iterator[Paper]:
    """Yield the papers with which the case itself came from another partnership."""
    for paper in TransferPaper.objects.filter(case=case, transfer__answer__copy=case):
        chapters = [Chapter(part["heading"], [(key, said) for key, said in part["lines"]]) for part in paper.content]
        yield Paper(paper.title, Section(paper.section), chapters)


def _decisions(actor: Actor, case: Case) -> list[Chapter]:
    before = decided_before(Look(actor, case))
    taken = [(each.decision.decided_at, _decision(each)) for each in before.get("decisions", [])]
    again = [(each.reopened_at, _reopening(each)) for each in before.get("reopenings", [])]
    return [chapter for _, chapter in sorted(taken + again, key=lambda pair: pair[0])]


def _decision(decided: Decided) -> Chapter:
    decision, signed = decided.decision, decided.countersignature
    lines: list[Line] = [
        ("Decision", decision.get_choice_display()),
        ("Recommended", decision.get_recommendation_display()),
        ("Reasons", decision.reasons),
        ("Why not as recommended", decision.against_reason),
        ("Taken by", f"{decision.decided_by.name}, {decision.agency.name}"),
        ("Responsible Person", f"{signed.get_verdict_display()} by {signed.given_by.name}" if signed else ""),
    ]
    return Chapter(f"Decision of {date_format(localtime(decision.decided_at), _MOMENT)}", lines)


def _reopening(reopening: Reopening) -> Chapter:
    by = reopening.reopened_by.name if reopening.reopened_by else ""
    lines = [("Why", reopening.get_cause_display()), ("What changed", reopening.reason), ("By", by)]
    return Chapter(f"Re-opened on {date_format(localtime(reopening.reopened_at), _MOMENT)}", lines)


def _remedies(case: Case) -> list[Chapter]:
    names = {person.pk: f"Subject {number}" for number, person in enumerate(subjects_of(case), 1)}
    known = labels("remedy", case.partnership_id)
    return [
        Chapter(f"{known.get(line.remedy.code, line.remedy.code)}: {names[line.remedy.person_id]}", _remedy(line))
        for line in lines_of(case)
    ]


def _remedy(line: Remedy) -> list[Line]:
    now = line.now
    facts: list[Line] = [
        ("Standing", Standing(now.standing).label),
        ("Reason", now.reason),
        ("Terms", now.terms),
        ("From", _day(now.from_on)),
        ("To", _day(now.to_on)),
        ("Next step", now.next_step),
    ]
    breaches = [("Breached", f"{_day(each.breached_on)}: {each.breach_done}") for each in line.breaches]
    return facts + breaches


def _day(day: date | None) -> str:
    return date_format(day) if day else ""


def _tasks(case: Case) -> list[Chapter]:
    tasks = open_tasks(Case.objects.filter(pk=case.pk))
    return [
        Chapter(f"Due {date_format(task.due_on)}", [("Action", task.task), ("Who", task.owner.name)]) for task in tasks
    ]
