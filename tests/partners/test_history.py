"""The history of an account and of its roles, on the page of a person; and how a history begins."""

import psycopg
from django.db import connection
from django.urls import reverse

from audit.history import copied
from partners.models import Membership, User, UserHistory
from partners.scope import acting
from tests.databases import url_of
from tests.personas import SINCE, World


def titles(world: World, person: str) -> list[str]:
    page = world.client(world.frank).get(reverse("person_page", args=[getattr(world, person).person]))
    return [change.title for change in page.context["changes"].object_list]


def test_the_page_of_a_person_tells_of_account_and_roles(world: World) -> None:
    assert titles(world, "bob") == ["Role: Caseworker, added", "Account, added"]
    with acting(world.frank):
        User.objects.filter(pk=world.bob.person).update(email="robert@example.org")
        Membership.objects.filter(user_id=world.bob.person).update(role="representative")
    page = world.client(world.frank).get(reverse("person_page", args=[world.bob.person]))
    role, account = page.context["changes"].object_list[:2]
    assert (role.title, role.person, role.agency) == (
        "Role: Agency representative, changed",
        "Frank",
        "Hate Crime Unit",
    )
    assert [(each.label, each.before, each.after) for each in account.differences] == [
        ("Email", "bob@example.org", "robert@example.org")
    ]
    assert "robert@example.org" in page.content.decode()


def test_passwords_and_signing_in_are_not_kept(world: World) -> None:
    before = titles(world, "bob")
    user = User.objects.get(pk=world.bob.person)
    user.set_password("never-to-be-kept-anywhere")
    user.save()
    world.client(world.bob).get("/")
    assert titles(world, "bob") == before
    assert not {"password", "last_login"} & {field.name for field in UserHistory._meta.local_concrete_fields}


def test_roles_and_people_of_other_partnerships_are_not_named(world: World) -> None:
    """Bob also works elsewhere, where Lena changed his name."""
    with acting(world.lena):
        elsewhere = {"partnership": world.other_partnership, "agency": world.elsewhere, "since": SINCE}
        Membership.objects.create(user_id=world.bob.person, role="caseworker", **elsewhere)
        User.objects.filter(pk=world.bob.person).update(name="Robert")
    page = world.client(world.frank).get(reverse("person_page", args=[world.bob.person]))
    first, *rest = page.context["changes"].object_list
    assert (first.title, first.person) == ("Account, changed", "A person of another partnership")
    assert [change.title for change in rest] == ["Role: Caseworker, added", "Account, added"]


def test_a_history_begins_with_the_rows_that_are_there(world: World) -> None:
    """What the migration runs, as the owner that runs it; rolled back afterwards."""
    with psycopg.connect(url_of("OWNER_DATABASE_URL", connection.settings_dict["NAME"])) as owner:
        owner.execute(copied(User, UserHistory))
        found = owner.execute("SELECT name, pgh_user_id FROM partners_userhistory WHERE pgh_label = 'found'").fetchall()
        owner.rollback()
    assert set(found) == {(name.capitalize(), None) for name in world.people()}
