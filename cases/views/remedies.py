"""The remedies ledger: putting a remedy in, reading what became of it, and saying what it is now."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.actions.remedies import add_entry, put_in
from cases.forms.remedy import RemedyEntryForm, RemedyForm
from cases.models.remedy import Standing
from cases.policy import get_case, sections_of
from cases.queries_remedies import Line, called, line_of, subjects_of, visible_remedies
from cases.rules_remedies import check_may_keep_remedies
from cases.sections import Section
from cases.terms import grouped_choices, labels
from cases.views.posted import posted
from cases.views.refusals import explaining_refusals
from partners.actor import ActorRequest
from partners.errors import NotPermitted, NotPossible, reason_against
from partners.roles import Permission
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def remedy_new(request: ActorRequest, reference: str) -> HttpResponse:
    """Put a remedy for a subject into the ledger."""
    actor = request.actor
    case = get_case(actor, reference)
    check_may_keep_remedies(actor, case)
    if Section.PEOPLE not in sections_of(actor, case):
        raise NotPermitted("Your agency does not see the people of this case.")
    people = {str(person.pk): person for person in subjects_of(case)}
    if not people:
        raise NotPossible("No subject is recorded in this case, so there is nobody to record a remedy for.")
    subjects = [(key, called(person, number)) for number, (key, person) in enumerate(people.items(), 1)]
    today = timezone.localdate()
    form = RemedyForm(subjects, grouped_choices("remedy", actor, today), today, posted(request))
    if not form.is_valid():
        return render(request, "cases/remedy_new.html", {"case": case, "form": form, "marking": "OFFICIAL-SENSITIVE"})
    person, code = people[form.cleaned_data["person"]], form.cleaned_data["code"]
    put_in(actor=actor, case=case, person=person, code=code, facts=form.facts())
    messages.success(request, "The remedy is recorded.")
    return redirect("case_page", case.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
def remedy_page(request: ActorRequest, remedy_id: UUID) -> HttpResponse:
    """Show a remedy with all its entries; those who keep the ledger say here what it is now."""
    actor = request.actor
    remedy = get_object_or_404(visible_remedies(actor), pk=remedy_id)
    remedy.case = get_case(actor, remedy.case.reference)
    line = line_of(remedy)
    refusal = reason_against(check_may_keep_remedies, actor, remedy.case)
    form = _form(request, line)
    if request.method == "POST":
        try:
            check_may_keep_remedies(actor, remedy.case)
            if form.is_valid():
                add_entry(actor=actor, remedy=remedy, facts=form.facts())
                messages.success(request, "The remedy is brought up to date.")
                return redirect("case_page", remedy.case.reference)
        except NotPossible as reason:
            refusal = str(reason)
    context = {
        "case": remedy.case,
        "line": line,
        "name": labels("remedy", actor.partnership_id).get(remedy.code, remedy.code),
        "refusal": refusal,
        "marking": "OFFICIAL-SENSITIVE",
    }
    return render(
        request, "cases/remedy_page.html", context | ({} if refusal and not form.is_bound else {"form": form})
    )


def _form(request: ActorRequest, line: Line) -> RemedyEntryForm:
    """Return the questions, with what holds so far filled in; a breach is always another one."""
    kept = {name: getattr(line.now, name) for name in ("standing", "reason", "terms", "from_on", "to_on", "next_step")}
    return RemedyEntryForm(timezone.localdate(), Standing(line.now.standing), posted(request), initial=kept)
