"""The door of every page, and what has to be accepted before a case is shown, alone."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from partners.actor import Actor
from partners.errors import NotPermitted
from partners.models import User
from partners.roles import Permission
from partners.rules_agreements import ASKED_FIRST, check_has_accepted, must_accept_first
from partners.scope import acting
from partners.web import page
from tests.partners.test_agreements import write
from tests.personas import World
from tests.refusing import refusal

READ, REPORTS = Permission.CASE_READ, Permission.REPORT_READ


def asked(who: Actor | None, *, signed_in: bool = True) -> HttpRequest:
    request: Any = RequestFactory().get("/somewhere/?page=2")
    request.user = User(email="a@example.org") if signed_in else AnonymousUser()
    request.session, request.actor = {}, who
    return request  # type: ignore[no-any-return]


def answer(request: HttpRequest, *permissions: Permission, fresh: bool = False) -> str:
    """Return what the view behind the door says, where the door leads to instead, or the sentence of its refusal."""

    @page(*permissions, fresh=fresh)
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("in")

    try:
        given = view(request)
    except PermissionDenied as refused:
        return str(refused)
    return given.headers.get("Location", "") or given.content.decode()  # type: ignore[attr-defined]


def test_the_door_opens_for_a_role_that_has_one_of_the_permissions(world: World) -> None:
    with acting(world.alice):
        assert answer(asked(world.alice), READ) == answer(asked(world.alice), REPORTS, READ) == "in"
        assert answer(asked(world.alice)) == answer(asked(world.erin)) == "in"
        assert answer(asked(world.alice), REPORTS) == "Your role does not include this page."
        nobody = "Your account has no role at present. Ask your partnership's administrator."
        assert answer(asked(None), READ) == answer(asked(None)) == nobody
    assert answer(asked(world.alice, signed_in=False), READ).startswith(reverse("account_login"))
    with acting(world.alice):
        assert answer(asked(world.alice), READ, fresh=True) != "in"


def test_a_refusal_behind_the_door_is_the_doors(world: World) -> None:
    @page(READ)
    def view(request: HttpRequest) -> HttpResponse:
        raise NotPermitted("Only the lead agency can do this.")

    with acting(world.alice), pytest.raises(PermissionDenied, match="Only the lead agency can do this"):
        view(asked(world.alice))


def test_who_sees_cases_accepts_the_agreement_before_a_page_that_shows_one(world: World) -> None:
    with acting(world.alice):
        assert not must_accept_first(world.alice, [READ])
    write(world)
    with acting(world.alice):
        assert must_accept_first(world.alice, [READ])
        assert must_accept_first(world.alice, [REPORTS, READ])
        assert not must_accept_first(world.alice, [REPORTS])
        assert refusal(check_has_accepted, world.alice, READ) == ASKED_FIRST
        assert refusal(check_has_accepted, world.alice, REPORTS) == ""
        assert answer(asked(world.alice), READ) == f"{reverse('agreement_accept')}?next=/somewhere/%3Fpage%3D2"
    with acting(world.erin):
        assert not must_accept_first(world.erin, [READ])
        assert answer(asked(world.erin), REPORTS) == "in"
