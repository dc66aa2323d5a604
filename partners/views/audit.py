"""Who looked: the log of a partnership, for its auditors."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit import log
from audit.verbs import VERBS
from partners.actor import Actor, ActorRequest
from partners.queries_audit import AuditFilters, described, events_of, people_in_log
from partners.roles import Permission
from partners.web import page

A_PAGE = 50


class AuditForm(forms.Form):
    """The filters of the log."""

    subject = forms.CharField(label="Case reference", required=False, max_length=60)
    person = forms.TypedChoiceField(label="Person", required=False, coerce=UUID, empty_value=None)
    verb = forms.ChoiceField(label="What was done", required=False)
    first = forms.DateField(label="From", required=False)
    last = forms.DateField(label="To", required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deeds = sorted(VERBS.items(), key=lambda item: item[1])
        self._offer("person", [("", "Everybody"), *people_in_log(actor)])
        self._offer("verb", [("", "Everything"), *deeds])

    def _offer(self, name: str, offered: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = offered

    def clean(self) -> None:
        """Say so when the days are the wrong way round."""
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and last < first:
            self.add_error("last", "The last day cannot come before the first")


@require_safe
@page(Permission.AUDIT_READ)
def audit_list(request: ActorRequest) -> HttpResponse:
    """Show who did, saw or sent what, newest first; a mistyped filter shows nothing rather than everything."""
    form = AuditForm(request.GET, actor=request.actor)
    filters = AuditFilters(**form.cleaned_data) if form.is_valid() else None
    events = events_of(request.actor, filters) if filters else events_of(request.actor, AuditFilters()).none()
    shown = Paginator(events, A_PAGE).get_page(request.GET.get("page"))
    lines = described(request.actor, shown.object_list)
    in_use = filters.in_use() if filters else []
    log.record(request.actor, "audit.list", facts={"events": len(lines), "filters": ", ".join(in_use)})
    context = {"filters": form, "is_filtered": bool(in_use) or filters is None, "page": shown, "lines": lines}
    return render(request, "partners/audit_list.html", context)
