"""What is taken back is gone on the very next request: a share, a role, an account."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.actions.access import revoke
from cases.models import Case, CaseAccess
from cases.sections import Section
from partners.actions.accounts import disable, enable
from partners.actions.roles import end_role
from partners.actor import Actor
from partners.models import Membership, User
from partners.scope import acting
from tests.cases.given import end, new_case, shared
from tests.personas import World

Deed = Callable[[World, Case], None]


def take_back(world: World, case: Case) -> None:
    with acting(world.alice):
        revoke(actor=world.alice, case=case, access=CaseAccess.objects.get(case=case, agency=world.housing))


def let_it_run_out(world: World, case: Case) -> None:
    with acting(world.alice):
        access = CaseAccess.objects.get(case=case, agency=world.housing)
    end(world.alice, access)


def end_the_role(world: World, case: Case) -> None:
    with acting(world.frank):
        end_role(actor=world.frank, membership=Membership.objects.get(user_id=world.bob.person))


def close_the_account(world: World, case: Case) -> None:
    with acting(world.frank):
        disable(actor=world.frank, user=User.objects.get(pk=world.bob.person))


@pytest.mark.parametrize(
    ("deed", "answer"), [(take_back, 404), (let_it_run_out, 404), (end_the_role, 403), (close_the_account, 302)]
)
def test_the_very_next_request_is_refused(world: World, deed: Deed, answer: int) -> None:
    """Pages, the interface and what is sent alike, in a browser that was signed in all the while."""
    case = new_case(world.alice)
    shared(world.alice, case, world.housing, *Section)
    browser = world.client(world.bob)
    page, data = f"/cases/{case.reference}/", f"/api/cases/{case.reference}/"
    assert (browser.get(page).status_code, browser.get(data).status_code) == (200, 200)
    deed(world, case)
    assert browser.get(page).status_code == answer
    assert browser.get(data).status_code in (403, 404)
    assert browser.post(f"/cases/{case.reference}/conflict/", {"reason": "r", "sure": "on"}).status_code == answer
    listed = browser.get("/cases/")
    assert case.reference.encode() not in listed.content


def test_the_sessions_of_a_closed_account_end_and_stay_ended(world: World) -> None:
    browsers = [sign_in(world.bob)]
    other = sign_in(world.alice)
    assert all(browser.get("/").status_code == 200 for browser in browsers)
    keys = [key_of(browser) for browser in browsers]
    with acting(world.frank):
        disable(actor=world.frank, user=User.objects.get(pk=world.bob.person))
    assert not Session.objects.filter(pk__in=keys).exists()
    assert [browser.get("/").status_code for browser in browsers] == [302]
    assert other.get("/").status_code == 200
    with acting(world.frank):
        enable(actor=world.frank, user=User.objects.get(pk=world.bob.person))
    assert [browser.get("/").status_code for browser in browsers] == [302]
    assert sign_in(world.bob).get("/").status_code == 200


def sign_in(actor: Actor) -> Client:
    """Return a browser in which the person has signed in by the page, which is what lists the session."""
    user = User.objects.get(pk=actor.person)
    user.set_password("a long enough password")
    user.save(update_fields=["password"])
    browser = Client()
    browser.post(reverse("account_login"), {"login": user.email, "password": "a long enough password"})
    return browser


def key_of(browser: Client) -> str:
    return str(browser.session.session_key)


def test_a_role_that_ended_yesterday_opens_nothing_today(world: World) -> None:
    browser = world.client(world.bob)
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user_id=world.bob.person).update(until=yesterday)
    assert browser.get("/cases/").status_code == 403
