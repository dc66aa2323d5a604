"""Importing a file of incidents on a page: what came of it, and every error in it."""

from dataclasses import astuple
from typing import Final

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import pluralize
from django.views.decorators.http import require_http_methods

from cases.actions.importing import import_file
from cases.forms.importing import ImportForm
from cases.importing import errors_file
from cases.importing.outcome import FileError, Outcome
from cases.importing.rows import OPTIONAL, REQUIRED
from cases.views.posted import posted
from partners.actor import Actor, ActorRequest
from partners.roles import Permission
from partners.web import page

SHOWN: Final = 200
_WORKING_DAY: Final = 8 * 60 * 60
_TOO_LATE: Final = "The errors of that file are no longer at hand. Upload the file again to see them."


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.INCIDENT_IMPORT)
def incident_import(request: ActorRequest) -> HttpResponse:
    """Import a file, or hand out the errors of the one before; a file without errors leads back here."""
    if "errors" in request.POST:
        return _errors_file(request)
    form = ImportForm(posted(request), request.FILES or None)
    if not form.is_valid():
        return _page(request, form)
    answers = form.cleaned_data
    outcome = import_file(
        actor=request.actor,
        file=answers["file"],
        create_areas=answers["create_areas"],
        valid_rows=answers["valid_rows"],
    )
    if outcome.errors:
        return _with_errors(request, form, outcome)
    messages.success(request, _result(outcome))
    return redirect("incident_import")


def _with_errors(request: ActorRequest, form: ImportForm, outcome: Outcome) -> HttpResponse:
    number = len(outcome.errors)
    result = _result(outcome) if outcome.added or outcome.already_present else "Nothing was imported."
    form.add_error("file", f"The file has {number:,} error{pluralize(number)}. {result}")
    return _page(request, form, outcome.errors)


def _page(request: ActorRequest, form: ImportForm, errors: list[FileError] | None = None) -> HttpResponse:
    found = errors or []
    context = {
        "form": form,
        "shown": [error.printable() for error in found[:SHOWN]],
        "number": len(found),
        "signed": signing.dumps([astuple(error) for error in found], salt=_salt(request.actor), compress=True),
        "required": REQUIRED,
        "optional": OPTIONAL,
    }
    return render(request, "cases/incident_import.html", context)


def _result(outcome: Outcome) -> str:
    sentences = [f"{outcome.added:,} incident{pluralize(outcome.added, ' was,s were')} added."]
    if outcome.already_present:
        present = outcome.already_present
        sentences.append(f"{present:,} {pluralize(present, 'was,were')} here already.")
    if outcome.areas_created:
        sentences.append(f"Areas made: {', '.join(outcome.areas_created)}.")
    return " ".join(sentences)


def _errors_file(request: ActorRequest) -> HttpResponse:
    """Hand out the errors that the page carried, signed: no file with them is kept anywhere."""
    try:
        rows = signing.loads(request.POST["errors"], salt=_salt(request.actor), max_age=_WORKING_DAY)
    except signing.BadSignature:
        messages.warning(request, _TOO_LATE)
        return redirect("incident_import")
    return errors_file.download(FileError(*row) for row in rows)


def _salt(actor: Actor) -> str:
    return f"cases.importing.errors:{actor.person}"
