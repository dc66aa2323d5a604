"""From when until when a role holds, and that its end, the end of a seat and a closed account act at once."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from partners.actor import Actor
from partners.models import Agency, Membership, Seat, User
from partners.scope import acting
from tests.partners.test_administration import roles_of, text_of
from tests.personas import SINCE, World, agency

PASSWORD = "a quiet harbour at noon"


def give(world: World, person: Actor, **answers: str) -> str:
    given = {"agency": str(world.housing.pk), "role": "chair", **answers}
    path = reverse("role_give", args=[person.user_id])
    return text_of(world.client(world.frank).post(path, given, follow=True))


def typed(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def end(world: World, person: Actor, role: str) -> str:
    membership = Membership.objects.filter(user_id=person.person, role=role).latest("since")
    path = reverse("role_end", args=[membership.pk])
    return text_of(world.client(world.frank).post(path, follow=True))


def verbs(world: World, start: str) -> list[str]:
    with acting(world.grace):
        found = Event.objects.filter(verb__startswith=start, user_id=world.frank.user_id).order_by("at")
        found = found.exclude(verb__regex=r"\.(list|read)$")
        return list(found.values_list("verb", flat=True))


def test_a_role_begins_later_and_ends_after_its_last_day(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    today = timezone.localdate()
    first, last = today + timedelta(days=2), today + timedelta(days=4)
    assert "Bob has the role “Panel chair” from" in give(world, world.bob, since=typed(first), until=typed(last))
    page = text_of(world.client(world.frank).get(reverse("person_page", args=[world.bob.user_id])))
    assert f"begins on {first.day}" in page
    held = {}
    for day in (today, first - timedelta(days=1), first, last, last + timedelta(days=1)):
        live = Membership.objects.live(day).filter(user_id=world.bob.person)
        held[day] = set(live.values_list("role", flat=True))
    assert [role for role in held.values() if "chair" in role] == [held[first], held[last]]
    assert roles_of(world.bob) == {("caseworker", "HOU")}


@pytest.mark.parametrize(
    ("since", "until", "sentence"),
    [(-1, None, "A role begins today or later."), (3, 2, "The last day of a role cannot come before its first day.")],
)
def test_what_is_wrong_with_the_days_is_said(world: World, since: int, until: int | None, sentence: str) -> None:
    today = timezone.localdate()
    days = {"since": typed(today + timedelta(days=since))}
    if until:
        days["until"] = typed(today + timedelta(days=until))
    assert sentence in give(world, world.bob, **days)


def test_the_same_role_twice_at_a_time_is_refused(world: World) -> None:
    today = timezone.localdate()
    give(world, world.bob, since=typed(today + timedelta(days=5)), until=typed(today + timedelta(days=9)))
    assert "has the role “Panel chair” already" in give(world, world.bob, until=typed(today + timedelta(days=5)))
    assert "Bob has the role “Panel chair”." in give(world, world.bob, until=typed(today + timedelta(days=4)))


def test_a_role_that_is_ended_is_gone_on_the_very_next_request(world: World) -> None:
    """Also one that was given today: it does not hold until midnight."""
    give(world, world.charlie)
    charlies = world.client(world.charlie)
    assert end(world, world.charlie, "caseworker").count("The role has ended.") == 1
    assert roles_of(world.charlie) == {("chair", "HOU")}
    assert charlies.get(reverse("case_list")).status_code == 200
    end(world, world.charlie, "chair")
    assert charlies.get(reverse("case_list")).status_code == 403
    assert "This role has ended already." in end(world, world.charlie, "chair")
    give(world, world.charlie)
    assert charlies.get(reverse("case_list")).status_code == 200
    assert verbs(world, "role.") == ["role.give", "role.end", "role.end", "role.give"]


def test_a_role_that_has_not_begun_can_be_ended(world: World) -> None:
    give(world, world.bob, since=typed(timezone.localdate() + timedelta(days=5)))
    assert "The role has ended." in end(world, world.bob, "chair")
    assert (
        not Membership.objects.live(timezone.localdate() + timedelta(days=6))
        .filter(role="chair", user_id=world.bob.person)
        .exists()
    )


def seat_of(agency: Agency) -> Seat:
    return Seat.objects.get(agency=agency, partnership__code="ASH")


def test_nobody_acts_for_an_agency_after_its_seat_has_ended(world: World) -> None:
    bobs = world.client(world.bob)
    franks = world.client(world.frank)
    assert bobs.get(reverse("case_list")).status_code == 200
    path = reverse("seat_end", args=[seat_of(world.housing).pk])
    assert "End the seat of Ashbridge Housing" in text_of(franks.get(path))
    assert "has no seat in Ashbridge Safer Together any more" in text_of(franks.post(path, follow=True))
    assert bobs.get(reverse("case_list")).status_code == 403
    assert franks.get(path).status_code == 404
    again = {"name": "Ashbridge Housing", "code": "HOU", "is_monitoring": ""}
    franks.post(reverse("agency_new"), again)
    assert bobs.get(reverse("case_list")).status_code == 200
    assert verbs(world, "agency.") == ["agency.unseat", "agency.seat"]


def test_nobody_ends_the_seat_of_their_own_agency(world: World) -> None:
    path = reverse("seat_end", args=[seat_of(world.unit).pk])
    said = text_of(world.client(world.frank).post(path, follow=True))
    assert "You act for this agency." in said
    assert seat_of(world.unit).until is None


def test_an_agency_is_renamed_and_becomes_the_monitoring_agency(world: World) -> None:
    franks = world.client(world.frank)
    path = reverse("seat_edit", args=[seat_of(world.harbour).pk])
    said = text_of(franks.post(path, {"name": " Harbour  Help ", "is_monitoring": "on"}, follow=True))
    assert "Harbour Help" in said
    assert "Monitoring Agency Yes" in said
    assert verbs(world, "agency.") == ["agency.rename", "agency.change"]


def test_an_agency_that_sits_next_door_too_keeps_its_name(world: World) -> None:
    Seat.objects.create(agency=world.harbour, partnership=world.other_partnership, since=SINCE)
    path = reverse("seat_edit", args=[seat_of(world.harbour).pk])
    said = text_of(world.client(world.frank).post(path, {"name": "Other"}))
    assert "Harbour Advice sits in another partnership too, under the same name." in said
    assert Agency.objects.get(pk=world.harbour.pk).name == "Harbour Advice"


def test_seats_next_door_do_not_exist_here(world: World) -> None:
    theirs = Seat.objects.get(agency=agency("NEW", "New", world.other_partnership))
    franks = world.client(world.frank)
    for name in ("seat_page", "seat_edit", "seat_sign", "seat_end"):
        assert franks.get(reverse(name, args=[theirs.pk])).status_code == 404


def with_password(actor: Actor) -> Client:
    """Return a browser in which somebody signed in on the page, whose session is therefore listed."""
    user = User.objects.get(pk=actor.person)
    user.set_password(PASSWORD)
    user.save()
    browser = Client()
    browser.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return browser


def test_the_administrator_ends_the_sessions_of_a_person(world: World) -> None:
    bobs = with_password(world.bob)
    franks = world.client(world.frank)
    assert bobs.get("/").status_code == 200
    said = text_of(franks.post(reverse("person_sign_out", args=[world.bob.user_id]), follow=True))
    assert "Bob is signed out everywhere." in said
    assert bobs.get("/").headers["Location"] == "/account/sign-in/?next=/"
    assert world.client(world.bob).get("/").status_code == 200
    own = franks.post(reverse("person_sign_out", args=[world.frank.user_id]), follow=True)
    assert "This is your own account." in text_of(own)
    assert verbs(world, "user.") == ["user.sign_out"]


def test_a_session_of_a_closed_account_does_not_come_back_when_it_is_opened_again(world: World) -> None:
    bobs = with_password(world.bob)
    franks = world.client(world.frank)
    assert bobs.get("/").status_code == 200
    for name in ("person_disable", "person_enable"):
        franks.post(reverse(name, args=[world.bob.user_id]))
        assert bobs.get("/").headers["Location"] == "/account/sign-in/?next=/"
    assert world.client(world.bob).get("/").status_code == 200


FRESH = ("person_new", "person_edit", "role_give", "person_disable", "person_enable", "role_end", "seat_end")


def test_changes_of_roles_ask_who_is_sitting_there(world: World) -> None:
    """The same pages open at once for somebody who has just confirmed it (every other test here)."""
    franks = world.client(world.frank, fresh=False)
    membership = Membership.objects.get(user_id=world.bob.person)
    keys = {
        "role_end": [membership.pk],
        "seat_end": [seat_of(world.housing).pk],
        "person_new": [],
    }
    for name in FRESH:
        path = reverse(name, args=keys.get(name, [world.bob.user_id]))
        answer = franks.post(path, {"agency": str(world.housing.pk), "role": "chair"})
        assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert roles_of(world.bob) == {("caseworker", "HOU")}


def test_there_is_no_django_admin_and_no_superuser() -> None:
    """Users, roles and agencies are managed on the pages of administrators, by the rules of this file."""
    assert not apps.is_installed("django.contrib.admin")
    assert {"is_superuser", "is_staff", "user_permissions", "groups"} & {
        field.name for field in get_user_model()._meta.get_fields()
    } == set()
    assert Client().get("/admin/").status_code == 404
