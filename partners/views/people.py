"""The people of a partnership: inviting, roles, links for a first password, closing an account."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partners.actions.accounts import check_may_close_account, disable, enable
from partners.actions.people import create_user, end_role, give_role, password_link
from partners.actor import Actor, ActorRequest
from partners.administration_forms import PersonForm, RoleForm
from partners.errors import Refusal, reason_against
from partners.models import Membership, User
from partners.queries_people import roles_held, users_of
from partners.roles import Permission
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PARTNERSHIP_ADMINISTER)
def person_new(request: ActorRequest) -> HttpResponse:
    """Invite a person: an account, a first role, and a link that is shown once."""
    form = PersonForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            user, _ = create_user(actor=request.actor, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _invited(request, user)
    return render(request, "partners/person_new.html", {"form": form})


@require_POST
@page(Permission.PARTNERSHIP_ADMINISTER)
def person_link(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """Make the link for a first password again."""
    return _invited(request, _person(request.actor, user_id))


def _invited(request: ActorRequest, user: User) -> HttpResponse:
    """Show the link in the answer itself: it is a secret, so neither the session nor a message may keep it."""
    try:
        link = password_link(actor=request.actor, user=user)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        return redirect("person_page", user.pk)
    return render(request, "partners/person_invited.html", {"person": user, "link": link})


@require_safe
@page(Permission.PARTNERSHIP_ADMINISTER)
def person_page(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """Show a person's roles, and what can be done with them."""
    return _shown(request, _person(request.actor, user_id), RoleForm(actor=request.actor))


@require_POST
@page(Permission.PARTNERSHIP_ADMINISTER)
def role_give(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """Give a person another role."""
    user = _person(request.actor, user_id)
    form = RoleForm(request.POST, actor=request.actor)
    if form.is_valid():
        try:
            give_role(actor=request.actor, user=user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("role", str(refusal))
        else:
            messages.success(request, f"{user.name} has the role “{form.cleaned_data['role'].label}”.")
            return redirect("person_page", user.pk)
    return _shown(request, user, form)


@require_POST
@page(Permission.PARTNERSHIP_ADMINISTER)
def role_end(request: ActorRequest, membership_id: UUID) -> HttpResponse:
    """End a role."""
    membership = get_object_or_404(Membership, pk=membership_id, partnership_id=request.actor.partnership_id)
    return _done(request, membership.user, "The role has ended.", _ending(request.actor, membership))


def _ending(actor: Actor, membership: Membership) -> Callable[[], None]:
    return lambda: end_role(actor=actor, membership=membership)


@require_POST
@page(Permission.PARTNERSHIP_ADMINISTER)
def person_disable(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """Close a person's account."""
    user = _person(request.actor, user_id)
    return _done(request, user, "The account is closed.", lambda: disable(actor=request.actor, user=user))


@require_POST
@page(Permission.PARTNERSHIP_ADMINISTER)
def person_enable(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """Open a person's account again."""
    user = _person(request.actor, user_id)
    return _done(request, user, "The account is open again.", lambda: enable(actor=request.actor, user=user))


def _done(request: ActorRequest, user: User, sentence: str, deed: Callable[[], None]) -> HttpResponse:
    """Do it, say what happened or why not, and show the person again."""
    try:
        deed()
        messages.success(request, sentence)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    return redirect("person_page", user.pk)


def _person(actor: Actor, user_id: UUID) -> User:
    return get_object_or_404(users_of(actor), pk=user_id)


def _shown(request: ActorRequest, user: User, form: RoleForm) -> HttpResponse:
    context = {
        "person": user,
        "memberships": roles_held(request.actor, user),
        "form": form,
        "closing": reason_against(check_may_close_account, request.actor, user),
        "may_be_linked": user.is_active and not user.has_usable_password(),
    }
    return render(request, "partners/person_page.html", context)
