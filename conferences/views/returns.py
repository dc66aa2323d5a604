"""An agency's research return: writing statements, releasing them, taking them back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conferences.actions.returns import nothing_known, release, remove, take_back, write
from conferences.deadlines import returns_due_on
from conferences.forms.returns import ReleaseForm, StatementForm, initial_of
from conferences.models import Item, Statement
from conferences.models.research_return import ReturnAnswer
from conferences.policy_items import get_item
from conferences.queries_returns import own_return, own_statement, own_versions
from conferences.rules_returns import check_is_draft, check_may_return
from conferences.views.refusals import refusals_on
from conferences.views.steps import MARKING
from partners.actor import ActorRequest
from partners.errors import NotPossible, reason_against
from partners.roles import Permission
from partners.views.doing import do
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONFERENCE_READ)
@refusals_on("return_page")
def return_page(request: ActorRequest, key: UUID) -> HttpResponse:
    """Show the agency's own return with what it withholds, and take a further statement into the draft."""
    item = get_item(request.actor, key, purpose="return.read")
    form = StatementForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            write(actor=request.actor, item=item, said=form.said())
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Statement added. Nobody else sees it until you release the return.")
            return redirect("return_page", item.pk)
    return _show(request, item, form)


def _show(request: ActorRequest, item: Item, form: StatementForm) -> HttpResponse:
    own = own_return(request.actor, item)
    is_draft = own is None or own.released_at is None or own.taken_back_at is not None
    current = own if own and own.taken_back_at is None else None
    context: dict[str, Any] = {
        "item": item,
        "conference": item.conference,
        "own": current,
        "statements": list(current.statements.all()) if current else [],
        "is_draft": is_draft,
        "refusal": reason_against(check_may_return, request.actor, item),
        "form": form,
        "release": ReleaseForm(),
        "earlier": own_versions(request.actor, item),
        "due_on": returns_due_on(item.conference),
        "marking": MARKING,
    }
    return render(request, "conferences/return_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONFERENCE_READ)
def statement_change(request: ActorRequest, key: UUID) -> HttpResponse:
    """Change or remove a statement of the agency's draft."""
    item, statement = _own(request, key)
    if refusal := reason_against(check_is_draft, request.actor, statement.research_return):
        messages.error(request, refusal)
        return redirect("return_page", item.pk)
    if "remove" in request.POST:
        do(request, lambda: remove(actor=request.actor, item=item, statement=statement), "Statement removed.")
        return redirect("return_page", item.pk)
    form = StatementForm(request.POST or None, initial=initial_of(statement), actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            write(actor=request.actor, item=item, said=form.said(), statement=statement)
            return redirect("return_page", item.pk)
        except NotPossible as refused:
            form.add_error(None, str(refused))
    context = {"item": item, "form": form, "marking": MARKING}
    return render(request, "conferences/statement_change.html", context)


def _own(request: ActorRequest, key: UUID) -> tuple[Item, Statement]:
    statement = own_statement(request.actor, key)
    if statement is None:
        raise Http404("There is no statement here that you can see.")
    return get_item(request.actor, statement.research_return.item_id, purpose="return.read"), statement


@require_POST
@page(Permission.CONFERENCE_READ)
def return_release(request: ActorRequest, key: UUID) -> HttpResponse:
    """Release what was written to those who take part in the item."""
    item = get_item(request.actor, key, purpose="return.read")
    says_withheld = "says_withheld" in request.POST
    do(
        request,
        lambda: release(actor=request.actor, item=item, answer=ReturnAnswer.KNOWN, says_withheld=says_withheld),
        "Return released. The agencies at this item see what you share.",
    )
    return redirect("return_page", item.pk)


@require_POST
@page(Permission.CONFERENCE_READ)
def return_nothing_known(request: ActorRequest, key: UUID) -> HttpResponse:
    """Say in one click that nothing is known, and go back to the home page, where there may be more of them."""
    item = get_item(request.actor, key, purpose="return.read")
    do(
        request,
        lambda: nothing_known(actor=request.actor, item=item),
        f"Nothing known about case {item.case.reference}: said for your agency.",
    )
    return redirect("home") if request.POST.get("from") == "home" else redirect("return_page", item.pk)


@require_POST
@page(Permission.CONFERENCE_READ)
def return_take_back(request: ActorRequest, key: UUID) -> HttpResponse:
    """Take the released return back; its statements stand in the next version, to be corrected."""
    item = get_item(request.actor, key, purpose="return.read")
    own = own_return(request.actor, item)
    if own is None:
        raise Http404("Your agency has no return here.")
    do(
        request,
        lambda: take_back(actor=request.actor, item=item, research_return=own),
        "Return taken back. Nobody else sees it now. Correct it below and release it again.",
    )
    return redirect("return_page", item.pk)
