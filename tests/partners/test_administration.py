"""The administration of a partnership: agencies, people, roles and settings, and not one look at a case."""

import html
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from partners.actions.accounts import disable
from partners.actor import Actor
from partners.errors import NotPermitted
from partners.models import Agency, Membership, Partnership, Seat, User
from partners.roles import Permission, Role
from partners.scope import acting
from tests.personas import BACKEND, SINCE, World

NEW = {"name": "Nadia New", "email": "Nadia@example.org"}


def text_of(answer: Any) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()))


def roles_of(user: User | Actor) -> set[tuple[str, str]]:
    """Return the roles of today, with their agencies."""
    key = user.person if isinstance(user, Actor) else user.pk
    live = Membership.objects.live(timezone.localdate()).filter(user_id=key)
    return {(membership.role, membership.agency.code) for membership in live.select_related("agency")}


def events(world: World, prefix: str) -> list[tuple[str, str]]:
    """Return what Frank did; what he only looked at is left out."""
    with acting(world.grace):
        found = Event.objects.filter(verb__startswith=prefix, user_id=world.frank.user_id).order_by("at")
        return list(found.exclude(verb__in=["user.read", "user.list"]).values_list("verb", "subject"))


def test_the_page_lists_agencies_people_and_settings_of_this_partnership(world: World) -> None:
    page = world.client(world.frank).get(reverse("administration"))
    text = text_of(page)
    for words in ("Hate Crime Unit", "Equality Watch Monitoring Agency", "Bob bob@example.org Caseworker, Ashbridge"):
        assert words in text
    assert "5 working days" in text
    assert "Reporting year begins in April" in text
    assert "Northmere" not in text
    assert "judy@example.org" not in text


def test_an_agency_takes_a_seat(world: World) -> None:
    answer = world.client(world.frank).post(
        reverse("agency_new"), {"name": "Ashbridge Fire", "code": "fir", "is_monitoring": ""}, follow=True
    )
    assert answer.redirect_chain == [(reverse("administration"), 302)]
    seat = Seat.objects.get(agency__code="FIR")
    assert (seat.partnership, seat.is_monitoring) == (world.partnership, False)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"name": "Other Name", "code": "HOU"}, "The code HOU belongs to another agency: Ashbridge Housing."),
        ({"name": "Ashbridge Housing", "code": "HOU"}, "has a seat in this partnership already."),
        ({"name": "Kept words", "code": "?"}, "“?” cannot be a code."),
    ],
)
def test_what_is_wrong_with_an_agency_is_said(world: World, answers: dict[str, str], sentence: str) -> None:
    answer = world.client(world.frank).post(reverse("agency_new"), answers)
    assert sentence in text_of(answer)
    assert f'value="{answers["name"]}"' in answer.content.decode()
    assert Agency.objects.count() == 5


def invite(world: World, **fields: str) -> Any:
    answers = {**NEW, "agency": str(world.housing.pk), "role": "caseworker", **fields}
    return world.client(world.frank).post(reverse("person_new"), answers)


def link_on(answer: Any) -> str:
    found = re.search(r"https?://[^<\s]+(/account/password/new/[^<\s]+)", answer.content.decode())
    assert found
    return found.group(1)


def test_an_invited_person_sets_a_password_once_and_signs_in(world: World) -> None:
    link = link_on(invite(world))
    user = User.objects.get(email="nadia@example.org")
    assert (user.name, roles_of(user)) == ("Nadia New", {("caseworker", "HOU")})
    browser = Client()
    form = browser.get(link, follow=True)
    password = {"password1": "a long enough sentence", "password2": "a long enough sentence"}
    browser.post(form.redirect_chain[-1][0], password)
    signed_in = browser.post(
        reverse("account_login"), {"login": "nadia@example.org", "password": password["password1"]}, follow=True
    )
    assert "Acting for Ashbridge Housing" in text_of(signed_in)
    assert "password1" not in Client().get(link, follow=True).content.decode()


def test_the_link_stays_out_of_the_log_the_session_and_every_later_page(world: World) -> None:
    client = world.client(world.frank)
    answer = client.post(reverse("person_new"), {**NEW, "agency": str(world.housing.pk), "role": "caseworker"})
    key = link_on(answer).rsplit("/", 2)[1]
    user = User.objects.get(email="nadia@example.org")
    assert key not in client.get(reverse("person_page", args=[user.pk])).content.decode()
    assert key not in str(dict(client.session))
    with acting(world.grace):
        assert key not in str(list(Event.objects.values()))
    verbs = [verb for verb, _ in events(world, "user.")]
    assert verbs == ["user.create", "user.invite"]


def test_a_link_can_be_made_again_until_the_password_is_set(world: World) -> None:
    invite(world)
    user = User.objects.get(email="nadia@example.org")
    client = world.client(world.frank)
    link_on(client.post(reverse("person_link", args=[user.pk])))
    user.set_password("a long enough sentence")
    user.save()
    again = client.post(reverse("person_link", args=[user.pk]), follow=True)
    assert "has set a password." in text_of(again)
    assert "/account/password/new/" not in again.content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"email": "nobody"}, "Enter an email address in the correct format"),
        ({"role": ""}, "Choose an answer: Role"),
        ({"agency": ""}, "Choose an answer: Agency"),
    ],
)
def test_what_is_wrong_with_an_invitation_is_said(world: World, fields: dict[str, str], sentence: str) -> None:
    answer = invite(world, **fields)
    assert sentence in text_of(answer)
    assert 'value="Nadia New"' in answer.content.decode()
    assert not User.objects.filter(name="Nadia New").exists()


def test_an_agency_of_another_partnership_is_not_offered(world: World) -> None:
    assert "Choose one of the answers in the list." in text_of(invite(world, agency=str(world.elsewhere.pk)))


def test_roles_are_given_and_ended(world: World) -> None:
    client = world.client(world.frank)
    answers = {"agency": str(world.housing.pk), "role": "responsible_person"}
    client.post(reverse("role_give", args=[world.bob.user_id]), answers)
    assert roles_of(world.bob) == {("caseworker", "HOU"), ("responsible_person", "HOU")}
    assert "has the role “Responsible Person” already." in text_of(
        client.post(reverse("role_give", args=[world.bob.user_id]), answers)
    )
    caseworker = Membership.objects.get(user_id=world.bob.person, role=Role.CASEWORKER)
    client.post(reverse("role_end", args=[caseworker.pk]))
    assert roles_of(world.bob) == {("responsible_person", "HOU")}
    bob = str(world.bob.user_id)
    assert events(world, "role.") == [("role.give", bob), ("role.end", bob)]
    assert "This role has ended already." in text_of(
        client.post(reverse("role_end", args=[caseworker.pk]), follow=True)
    )


SEES_CASES = ["caseworker", "chair", "coordinator", "representative", "responsible_person"]


def test_the_roles_that_see_cases_are_these() -> None:
    held = {role: Actor(None, "", None, "", uuid4(), "", frozenset({role})) for role in Role}
    assert sorted(role for role, actor in held.items() if actor.may(Permission.CASE_READ)) == SEES_CASES


def test_the_administrator_stays_administrator(world: World) -> None:
    own = Membership.objects.get(user_id=world.frank.person)
    answer = world.client(world.frank).post(reverse("role_end", args=[own.pk]), follow=True)
    assert "You cannot end your own role as administrator." in text_of(answer)
    assert roles_of(world.frank) == {("administrator", "HCU")}


def test_closing_an_account_signs_the_person_out_until_it_is_opened_again(world: World) -> None:
    bobs = world.client(world.bob)
    assert bobs.get("/").status_code == 200
    client = world.client(world.frank)
    client.post(reverse("person_disable", args=[world.bob.user_id]))
    assert bobs.get("/").headers["Location"] == "/account/sign-in/?next=/"
    page = text_of(client.get(reverse("person_page", args=[world.bob.user_id])))
    assert "Account closed" in page
    assert "Caseworker" in page
    client.post(reverse("person_enable", args=[world.bob.user_id]))
    again = Client()
    again.force_login(User.objects.get(pk=world.bob.person), backend=BACKEND)
    assert again.get("/").status_code == 200
    bob = str(world.bob.user_id)
    assert events(world, "user.") == [("user.disable", bob), ("user.enable", bob)]


def test_nobody_closes_their_own_account_or_one_that_is_used_next_door(world: World) -> None:
    Membership.objects.create(
        user_id=world.bob.person,
        agency=world.elsewhere,
        partnership=world.other_partnership,
        role=Role.CASEWORKER,
        since=SINCE,
    )
    for person, sentence in (
        (world.frank, "You cannot close your own account."),
        (world.bob, "Bob works in another partnership too."),
        (world.judy, "Judy works in another partnership too."),
    ):
        user = User.objects.get(pk=person.person)
        with acting(world.frank), pytest.raises(NotPermitted, match=re.escape(sentence)):
            disable(actor=world.frank, user=user)
    assert User.objects.filter(is_active=False).count() == 0


def test_people_and_roles_next_door_do_not_exist_here(world: World) -> None:
    client = world.client(world.frank)
    judy = reverse("person_page", args=[world.judy.user_id])
    assert client.get(judy).status_code == 404
    for name in ("role_give", "person_link", "person_disable", "person_enable"):
        assert client.post(reverse(name, args=[world.judy.user_id])).status_code == 404
    membership = Membership.objects.get(user_id=world.judy.person)
    assert client.post(reverse("role_end", args=[membership.pk])).status_code == 404


def test_settings_are_changed(world: World) -> None:
    client = world.client(world.frank)
    answers = {"decision_limit_days": "10", "reporting_year_starts": "9", "escalation_days": "5"}
    answers |= {"countersigns_decisions": "on", "proportionality_limit_days": "8"}
    assert client.post(reverse("partnership_settings"), answers).status_code == 302
    changed = Partnership.objects.get(pk=world.partnership.pk)
    assert (changed.decision_limit_days, changed.reporting_year_starts, changed.escalation_days) == (10, 9, 5)
    assert changed.countersigns_decisions
    assert changed.proportionality_limit_days == 8
    assert events(world, "partnership.") == [("partnership.change", "")]
    wrong = client.post(reverse("partnership_settings"), {**answers, "decision_limit_days": "0"})
    assert "Enter 1 or more." in text_of(wrong)


PAGES = ["administration", "agency_new", "person_new", "partnership_settings"]


@pytest.mark.parametrize("name", ["alice", "bob", "dana", "erin", "grace", "heidi", "ivan"])
def test_the_administration_is_for_administrators(world: World, name: str) -> None:
    client = world.client(world.people()[name])
    assert {page: client.get(reverse(page)).status_code for page in PAGES} == dict.fromkeys(PAGES, 403)
    assert client.post(reverse("person_disable", args=[world.bob.user_id])).status_code == 403


def test_the_administrator_sees_no_case(world: World) -> None:
    assert world.client(world.frank).get(reverse("case_list")).status_code == 403
