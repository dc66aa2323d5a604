"""Checking the answers: all of them in words, and what still keeps the incident from being recorded."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.forms.boundfield import BoundField
from django.urls import reverse

from cases.forms.intake.reports import Forms, report_of
from cases.report import problems_of
from cases.terms import Terms
from partners.actor import Actor

_PAGE_OF = {
    "recorded_on": "reporter",
    "reported_by": "reporter",
    "occurred_from": "when",
    "occurred_to": "when",
    "offence": "kind",
    "incident_type": "kind",
    "strands": "strands",
    "flags": "strands",
    "perceived_religion": "religion",
    "area": "where",
    "premises": "where",
    "consent": "sharing",
    "legal_gateway": "sharing",
    "share_without_consent_reason": "sharing",
    "victim_age": "about",
    "victim_sex": "about",
    "victim_ethnicity": "about",
}
_SUBJECTS_PAGE = "subject"


class Row(NamedTuple):
    """One question with its answer, and where to change it."""

    key: str
    value: str
    href: str
    about: str
    empty: str = "Not answered"


class Obstacle(NamedTuple):
    """What to put right, and where."""

    sentence: str
    href: str


@dataclass(frozen=True, slots=True)
class Check:
    """The answers by page, and the obstacles; none when the incident may be recorded."""

    pages: list[tuple[str, list[Row]]]
    problems: list[Obstacle]


def check_of(draft_id: UUID, forms: Forms, actor: Actor) -> Check:
    """Return the answers of all pages that are asked, and what has to be put right."""
    addresses = {key: f"{reverse('incident_page', args=[draft_id, key])}?return=check" for key in forms}
    pages = [(form.heading, _rows(forms, key, addresses[key])) for key, form in forms.items()]
    return Check(pages, list(_problems(forms, addresses, actor)))


def _sentences(field: BoundField) -> list[str]:
    """Return a field's errors as the pages show them (the renderer of the site words them)."""
    return list(getattr(field, "messages", field.errors))


def _rows(forms: Forms, key: str, href: str) -> list[Row]:
    form = forms[key]
    form.is_valid()
    shown = form.shown()
    if not shown:
        return [Row(form.heading, "", href, form.heading)]
    return [Row(question, answer, href, question.lower()) for question, answer in shown]


def _problems(forms: Forms, addresses: dict[str, str], actor: Actor) -> Iterator[Obstacle]:
    wrong = [(key, form) for key, form in forms.items() if not form.is_valid()]
    for key, form in wrong:
        for field in form:
            yield from (Obstacle(f"{form.heading} {sentence}", addresses[key]) for sentence in _sentences(field))
    if not wrong:
        for problem in problems_of(report_of(forms), Terms.of(actor.partnership_id)):
            key = _PAGE_OF.get(problem.field, _SUBJECTS_PAGE)
            yield Obstacle(f"{forms[key].heading} {problem.message}", addresses[key])
