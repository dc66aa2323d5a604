"""The people of a partnership: inviting, roles, links for a first password, closing an account."""

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit import log
from partners.actions.accounts import disable, enable, sign_out
from partners.actions.addresses import read_address
from partners.actions.people import create_user, password_link, rename
from partners.actions.proposals import change_address, propose_role
from partners.actions.roles import end_role, give_role
from partners.actor import Actor, ActorRequest
from partners.administration_forms import PersonChangeForm, PersonForm, RoleForm
from partners.errors import Refusal, reason_against
from partners.models import Agency, Membership, User
from partners.person_changes import changes_of_person
from partners.queries_people import other_administrators, proposals_of, roles_held, users_of
from partners.roles import Permission, Role
from partners.rules import check_may_change_person, check_may_close_account, check_may_sign_out, takes_two
from partners.views.doing import do
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PARTNERSHIP_ADMINISTER, fresh=True)
def person_new(request: ActorRequest) -> HttpResponse:
    """Invite a person: an account, a first role, and a link that is shown once."""
    form = PersonForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            user, _ = create_user(actor=request.actor, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            if takes_two(request.actor, user, form.cleaned_data["role"]):
                messages.warning(
                    request, f"The role waits for a second administrator. {_whom_it_waits_for(request.actor)}"
                )
            return _invited(request, user)
    return render(request, "partners/person_new.html", {"form": form})


@require_POST
@page(Permission.PARTNERSHIP_ADMINISTER, fresh=True)
def person_link(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """Make the link for a first password again."""
    return _invited(request, find_person(request.actor, user_id))


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
    user = find_person(request.actor, user_id)
    context = {
        "person": user,
        "memberships": roles_held(request.actor, user),
        "today": timezone.localdate(),
        "proposals": proposals_of(request.actor).filter(user=user, outcome=""),
        "changing": reason_against(check_may_change_person, request.actor, user),
        "signing_out": reason_against(check_may_sign_out, request.actor, user),
        "closing": reason_against(check_may_close_account, request.actor, user),
        "may_be_linked": user.is_active and not user.has_usable_password(),
        "changes": changes_of_person(request.actor, user, request.GET.get("page")),
    }
    return render(request, "partners/person_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PARTNERSHIP_ADMINISTER, fresh=True)
def person_edit(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """Correct a person's name, and change or propose their address."""
    user = find_person(request.actor, user_id)
    form = PersonChangeForm(request.POST or None, initial={"name": user.name, "email": user.email})
    if request.method == "POST" and form.is_valid():
        try:
            sentence = _changed(request.actor, user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, sentence)
            return redirect("person_page", user.pk)
    return render(request, "partners/person_edit.html", {"form": form, "person": user})


@transaction.atomic
def _changed(actor: Actor, user: User, name: str, email: str) -> str:
    rename(actor=actor, user=user, name=name)
    if read_address(email) == user.email:
        return "The account is changed."
    proposal = change_address(actor=actor, user=user, email=email)
    if proposal:
        return f"The name is changed. The new address waits for a second administrator. {_whom_it_waits_for(actor)}"
    return "The account is changed."


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PARTNERSHIP_ADMINISTER, fresh=True)
def role_give(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """Give a person another role, or propose it where that takes a second administrator."""
    user = find_person(request.actor, user_id)
    form = RoleForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            sentence = _given(request.actor, user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("role", str(refusal))
        else:
            messages.success(request, sentence)
            return redirect("person_page", user.pk)
    return render(request, "partners/role_give.html", {"form": form, "person": user})


def _given(actor: Actor, user: User, agency: Agency, role: Role, since: date | None, until: date | None) -> str:
    """Give or propose the role, and say which."""
    days = {"since": since, "until": until}
    if takes_two(actor, user, role):
        propose_role(actor=actor, user=user, agency=agency, role=role, **days)
        return f"The role “{role.label}” waits for a second administrator. {_whom_it_waits_for(actor)}"
    give_role(actor=actor, user=user, agency=agency, role=role, **days)
    return f"{user.name} has the role “{role.label}”{f' from {date_format(since)}' if since else ''}."


def _whom_it_waits_for(actor: Actor) -> str:
    if other_administrators(actor).exists():
        return "The other administrators of the partnership have been told."
    return "There is no other administrator yet: whoever looks after the site can appoint one (bin/manage create_user)."


@require_POST
@page(Permission.PARTNERSHIP_ADMINISTER, fresh=True)
def role_end(request: ActorRequest, membership_id: UUID) -> HttpResponse:
    """End a role."""
    membership = get_object_or_404(Membership, pk=membership_id, partnership_id=request.actor.partnership_id)
    deed = partial(end_role, actor=request.actor, membership=membership)
    return _done(request, membership.user, "The role has ended.", deed)


@require_POST
@page(Permission.PARTNERSHIP_ADMINISTER, fresh=True)
def person_disable(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """Close a person's account."""
    user = find_person(request.actor, user_id)
    return _done(request, user, "The account is closed.", partial(disable, actor=request.actor, user=user))


@require_POST
@page(Permission.PARTNERSHIP_ADMINISTER)
def person_sign_out(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """End all sessions of a person, whose computer was lost or left open."""
    user = find_person(request.actor, user_id)
    sentence = f"{user.name} is signed out everywhere."
    return _done(request, user, sentence, partial(sign_out, actor=request.actor, user=user))


@require_POST
@page(Permission.PARTNERSHIP_ADMINISTER, fresh=True)
def person_enable(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """Open a person's account again."""
    user = find_person(request.actor, user_id)
    return _done(request, user, "The account is open again.", partial(enable, actor=request.actor, user=user))


def _done(request: ActorRequest, user: User, sentence: str, deed: Callable[[], object]) -> HttpResponse:
    do(request, deed, sentence)
    return redirect("person_page", user.pk)


def find_person(actor: Actor, user_id: UUID) -> User:
    """Return somebody of the actor's partnership, and record that they were looked at.

    Raises:
        Http404: there is nobody with this key who has or had a role there.
    """
    user = get_object_or_404(users_of(actor), pk=user_id)
    log.record(actor, "user.read", subject=str(user.pk))
    return user
