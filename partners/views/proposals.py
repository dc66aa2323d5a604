"""What waits for a second administrator: looking at it, approving it, refusing it."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from partners.actions.proposals import approve, refuse
from partners.actor import Actor, ActorRequest
from partners.errors import reason_against
from partners.models import Proposal
from partners.queries_people import proposals_of
from partners.roles import Permission
from partners.rules import check_may_decide
from partners.views.doing import do
from partners.web import page


@require_safe
@page(Permission.PARTNERSHIP_ADMINISTER)
def proposal_page(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """Show what is proposed, by whom, and how it was decided."""
    proposal = _find(request.actor, proposal_id)
    deciding = reason_against(check_may_decide, request.actor, proposal)
    return render(request, "partners/proposal_page.html", {"proposal": proposal, "deciding": deciding})


@require_POST
@page(Permission.PARTNERSHIP_ADMINISTER, fresh=True)
def proposal_approve(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """Agree to it: it holds at once."""
    proposal = _find(request.actor, proposal_id)
    return _done(request, proposal, "Approved.", approve)


@require_POST
@page(Permission.PARTNERSHIP_ADMINISTER, fresh=True)
def proposal_refuse(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """Decline it: nothing changes."""
    proposal = _find(request.actor, proposal_id)
    return _done(request, proposal, "Refused.", refuse)


def _done(request: ActorRequest, proposal: Proposal, sentence: str, deed: Callable[..., None]) -> HttpResponse:
    do(request, partial(deed, actor=request.actor, proposal=proposal), sentence)
    return redirect("proposal_page", proposal.pk)


def _find(actor: Actor, proposal_id: UUID) -> Proposal:
    return get_object_or_404(proposals_of(actor), pk=proposal_id)
