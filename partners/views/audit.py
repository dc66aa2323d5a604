"""Who looked: the log of a partnership, for its auditors, as a page and as a file."""

from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from audit import log
from audit.paging import slice_of
from audit.verbs import VERBS
from partners.actor import Actor, ActorRequest
from partners.audit_file import HEADER, row_of
from partners.csv_files import csv_download
from partners.queries_audit import AuditFilters, agencies_in_log, described, events_of, people_in_log
from partners.roles import Permission
from partners.web import page

A_PAGE: Final = 50
A_FILE: Final = 20_000
"""Events in a file at most: it is made within one request."""


class AuditForm(forms.Form):
    """The filters of the log."""

    subject = forms.CharField(label="Case reference", required=False, max_length=60)
    person = forms.TypedChoiceField(label="Person", required=False, coerce=UUID, empty_value=None)
    agency = forms.TypedChoiceField(label="Agency", required=False, coerce=UUID, empty_value=None)
    verb = forms.ChoiceField(label="What was done", required=False)
    first = forms.DateField(label="From", required=False)
    last = forms.DateField(label="To", required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deeds = sorted(VERBS.items(), key=lambda item: item[1])
        self._offer("person", [("", "Everybody"), *people_in_log(actor)])
        self._offer("agency", [("", "Every agency"), *agencies_in_log(actor)])
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

    def filters(self) -> AuditFilters | None:
        """Return what can be read; nothing when there is a mistake in it."""
        return AuditFilters(**self.cleaned_data) if self.is_valid() else None


@require_safe
@page(Permission.AUDIT_READ)
def audit_list(request: ActorRequest) -> HttpResponse:
    """Show who did, saw or sent what, newest first; a mistyped filter shows nothing rather than everything."""
    form = AuditForm(request.GET, actor=request.actor)
    filters = form.filters()
    events = events_of(request.actor, filters or AuditFilters())
    shown = slice_of(events if filters else events.none(), request.GET.get("after", ""), A_PAGE)
    _record(request.actor, "audit.list", filters, len(shown.events))
    context = {
        "filters": form,
        "is_filtered": filters is None or filters.in_use(),
        "slice": shown,
        "lines": described(request.actor, shown.events),
        "export_url": _with(request, "audit_export") if filters and shown.events else "",
    }
    return render(request, "partners/audit_list.html", context)


@require_safe
@page(Permission.AUDIT_READ, fresh=True)
def audit_export(request: ActorRequest) -> HttpResponse:
    """Hand out the same lines as a file, after the auditor has proved once more who they are."""
    filters = AuditForm(request.GET, actor=request.actor).filters()
    if filters is None:
        return redirect(_with(request, "audit_list"))
    found = slice_of(events_of(request.actor, filters), "", A_FILE)
    if found.older:
        messages.error(request, f"There are more than {A_FILE:,} events. Choose fewer days, then export them in parts.")
        return redirect(_with(request, "audit_list"))
    _record(request.actor, "audit.export", filters, len(found.events))
    rows = [row_of(line) for line in described(request.actor, found.events)]
    return csv_download("access-log.csv", HEADER, rows)


def _record(actor: Actor, verb: str, filters: AuditFilters | None, events: int) -> None:
    terms = filters.facts() if filters else {}
    log.record(actor, verb, subject=filters.reference if filters else "", facts={"events": events, **terms})


def _with(request: ActorRequest, name: str) -> str:
    """Return the address of another page with the filters of this one."""
    kept = {key: value for key, value in request.GET.items() if value and key != "after"}
    return f"{reverse(name)}?{urlencode(kept)}" if kept else reverse(name)
