"""What was entered but not sent: showing it again, sending it, throwing it away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_POST, require_safe

from partners import unsent
from partners.actor import ActorRequest
from partners.web import page


@require_safe
@page()
def unsent_page(request: ActorRequest) -> HttpResponse:
    """Show what was entered, with a button that sends it to where it was meant to go."""
    return render(request, "account/unsent_page.html", {"kept": unsent.kept(request)})


@require_POST
@page()
def unsent_keep(request: ActorRequest) -> HttpResponse:
    """Keep what stands in a form when the session is about to end; the page's script sends it."""
    path = request.GET.get("path", "")
    try:
        resolve(path.partition("?")[0])
    except Resolver404:
        return HttpResponse("What was entered can be kept only for a page of ours.", status=400)
    unsent.keep(request, user_id=request.actor.person, path=path, fields=request.POST)
    return HttpResponse(status=204)


@require_POST
@page()
def unsent_discard(request: ActorRequest) -> HttpResponse:
    """Throw away one of them."""
    unsent.forget(request, request.POST.get("id", ""))
    messages.success(request, "What you entered is thrown away.")
    return redirect("unsent_page" if unsent.kept(request) else "home")
