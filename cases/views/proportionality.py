"""Deciding whether a subject's data is kept where there was no crime, and erasing it where it is not."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.actions.proportionality import erase, weigh
from cases.forms.proportionality import ProportionalityForm
from cases.models import Case, Person, ProportionalityTest
from cases.models.person import Part
from cases.models.proportionality import Keeping
from cases.policy import get_case, sections_of
from cases.presenting import Words, contact_rows, occurred, person_rows
from cases.queries_proportionality import standing_of
from cases.rules_proportionality import check_is_weighed, check_may_erase, check_may_go, check_may_weigh
from cases.sections import Section
from cases.terms import Terms
from cases.traces import traces_of
from cases.traces_own import agencies_told
from cases.views.posted import posted
from cases.views.refusals import explaining_refusals
from partners.actor import Actor, ActorRequest
from partners.errors import NotPossible
from partners.roles import Permission
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def proportionality_new(request: ActorRequest, reference: str, person_id: UUID) -> HttpResponse:
    """Record whether the data of a subject is kept."""
    actor = request.actor
    case, person = _subject(actor, reference, person_id)
    check_may_weigh(actor, case)
    check_is_weighed(person)
    form = ProportionalityForm(timezone.localdate(), posted(request))
    if form.is_valid():
        try:
            test = weigh(actor=actor, case=case, person=person, facts=form.facts())
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            return _way_on(request, test, case)
    context = {"form": form, **_shown(case, person)}
    return render(request, "cases/proportionality_new.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ, fresh=True)
@explaining_refusals
def subject_erase(request: ActorRequest, reference: str, person_id: UUID) -> HttpResponse:
    """Say once more what will go and what stays, then erase the data of a subject for good."""
    actor = request.actor
    case, person = _subject(actor, reference, person_id)
    check_may_erase(actor, case)
    check_may_go(person)
    if request.method == "POST":
        erase(actor=actor, case=case, person=person)
        messages.success(request, "The subject’s data is erased for good. The incident is still counted.")
        return redirect("case_page", case.reference)
    stays = {"traces": traces_of(case), "agencies": agencies_told(case)}
    return render(request, "cases/subject_erase.html", stays | _shown(case, person))


def _way_on(request: ActorRequest, test: ProportionalityTest, case: Case) -> HttpResponse:
    """Lead on from a test: back to the case, or to erasing what is not kept."""
    if test.outcome == Keeping.KEEP:
        messages.success(request, "It is recorded that the data is kept, and why.")
        return redirect("case_page", case.reference)
    messages.success(request, "It is recorded that the data is not kept. Now erase it.")
    return redirect("subject_erase", case.reference, test.person_id)


def _subject(actor: Actor, reference: str, person_id: UUID) -> tuple[Case, Person]:
    """Return a subject with the case; nobody finds one without the section `people`."""
    case = get_case(actor, reference)
    is_seen = Section.PEOPLE in sections_of(actor, case)
    people = Person.objects.filter(case=case, part=Part.SUBJECT) if is_seen else Person.objects.none()
    return case, get_object_or_404(people.select_related("incident"), pk=person_id)


def _shown(case: Case, person: Person) -> dict[str, object]:
    """Return what both pages show: what is held of the subject, and what was decided before."""
    words = Words(Terms.of(case.partnership_id))
    standing = standing_of(case, person, timezone.localdate())
    return {
        "case": case,
        "rows": [*contact_rows(person), *person_rows(person, words)],
        "number": standing.number if standing else 1,
        "occurred": occurred(person.incident),
        "tests": standing.tests if standing else [],
        "marking": "OFFICIAL-SENSITIVE",
    }
