"""Erasing what says who a subject is: what goes, what stays, and that the database asks for itself whether it may."""

from dataclasses import replace
from uuid import UUID

import psycopg
import pytest
from django.db import connection, transaction
from django.urls import reverse

from audit.models import Event
from cases.actions.movement import move
from cases.actions.proportionality import erase, weigh
from cases.actions.restricting import restrict
from cases.actions.safety import Contact, change_safety
from cases.models import Case, Person, PersonHistory, SubjectErasure, Term, Wall
from cases.models.incident import Kind
from cases.models.person import Part
from cases.panels import Look, timeline_for
from cases.queries_proportionality import Wait, standings_of
from cases.report import PersonReport
from cases.rules_proportionality import IDENTIFYING
from cases.sections import Section
from conferences.models import Item
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.scope import acting
from tests.cases.given import VICTIM, shared
from tests.cases.test_proportionality import NAMED, described, dropping, keeping, tomorrow, waiting
from tests.conferences.meetings import WAY, a_conference, finalised
from tests.databases import url_of
from tests.personas import World

CANARY = "Canary"
FULL = PersonReport(
    part=Part.SUBJECT,
    name=NAMED,
    age=31,
    sex="male",
    ethnicity="white_british",
    phone="Canary 01632 960 002",
    email="subject@canary.example",
    address="9 Canary Row",
    safe_contact="Canary: never by post",
    do_not_tell="Canary: his employer",
    language="Canary Sign Language",
    description="Canary scar",
)


def judged(world: World) -> tuple[Case, Person]:
    """Return a case whose subject's data is not to be kept."""
    case, person = described(world.alice, people=(VICTIM, FULL))
    with acting(world.alice):
        weigh(actor=world.alice, case=case, person=person, facts=dropping())
    return case, person


def asked_of_the_database(actor: Actor, key: UUID) -> bool:
    """Return what the function of the database answers to the app role; what it did stays."""
    with acting(actor), connection.cursor() as cursor:
        cursor.execute("SELECT app.erase_subject(%s)", [key])
        (answer,) = cursor.fetchone()
    return bool(answer)


def stored(actor: Actor, person: Person) -> str:
    """Return the row and all its history, as the database holds them."""
    with acting(actor), connection.cursor() as cursor:
        cursor.execute(
            "SELECT p::text FROM cases_person p WHERE id = %s UNION ALL"
            " SELECT h::text FROM cases_personhistory h WHERE id = %s",
            [person.pk, person.pk],
        )
        return "\n".join(text for (text,) in cursor.fetchall())


def test_what_identifies_goes_with_its_history_and_what_is_coded_stays(world: World) -> None:
    case, person = judged(world)
    with acting(world.alice):
        contacts = {person.pk: Contact("Canary: by text", "Canary: nobody")}
        change_safety(actor=world.alice, case=case, incident=person.incident, markers={}, danger="", contacts=contacts)
        assert PersonHistory.rows(id=person.pk).count() == 2
    assert CANARY in stored(world.alice, person)
    path = reverse("subject_erase", args=[case.reference, person.pk])
    assert waiting(world.alice).keys() == {f"Erase the data of a subject in case {case.reference}"}
    browser = world.client(world.alice)
    page = browser.get(path).content.decode()
    for words in ("This cannot be undone.", NAMED, "Accounts of what happened, and their history of changes: 1"):
        assert words in page
    assert NAMED in stored(world.alice, person)
    page = browser.post(path, follow=True).content.decode()
    assert "The subject’s data is erased for good." in page
    assert "Their data was erased on" in page
    assert NAMED not in page
    assert "30 to" not in page
    assert "25 to 34" in page
    assert CANARY not in stored(world.alice, person)
    with acting(world.alice):
        kept = Person.objects.get(pk=person.pk)
        assert {name: getattr(kept, name) for name in IDENTIFYING} == dict.fromkeys(IDENTIFYING, "")
        assert (kept.age, kept.sex, kept.ethnicity, kept.part) == (25, "male", "white_british", "subject")
        assert {vars(row)["age"] for row in PersonHistory.rows(id=person.pk)} == {25}
        (erasure,) = SubjectErasure.objects.all()
        assert (erasure.person_id, erasure.erased_by_id) == (person.pk, world.alice.person)
        assert {entry.text for entry in timeline_for(Look(world.alice, case))} >= {"Subject’s data erased"}
        found = Event.objects.filter(verb="subject.erase").values_list("subject", "facts", "sections")
        assert list(found) == [(case.reference, {}, ["people"])]
        assert Person.objects.get(case=case, part=Part.VICTIM).name == VICTIM.name
    assert waiting(world.alice) == {}
    history = browser.get(reverse("case_history", args=[case.reference])).content.decode()
    assert "What changed has been erased since." in history
    assert NAMED not in history


def test_what_is_written_down_later_is_asked_about_again(world: World) -> None:
    case, person = judged(world)
    with acting(world.alice):
        erase(actor=world.alice, case=case, person=person)
        with pytest.raises(NotPossible, match="there is nothing to decide"):
            erase(actor=world.alice, case=case, person=person)
        contacts = {person.pk: Contact("", "Tell Canary nothing")}
        change_safety(actor=world.alice, case=case, incident=person.incident, markers={}, danger="", contacts=contacts)
        (standing,) = standings_of(case, tomorrow())
        assert (standing.wait, standing.holds_data) == (Wait.ERASE, True)
    assert waiting(world.alice).keys() == {f"Erase the data of a subject in case {case.reference}"}


def test_an_age_is_kept_as_the_band_in_which_the_partnership_counts_it(world: World) -> None:
    with acting(world.alice):
        Term.objects.create(
            vocabulary="age_band", code="age_29_40", label="29 to 40", position=0, partnership=world.partnership
        )
    _, person = judged(world)
    assert asked_of_the_database(world.alice, person.pk)
    with acting(world.alice):
        assert Person.objects.get(pk=person.pk).age == 29


def test_the_database_erases_nothing_without_the_test_or_for_anybody_else(world: World) -> None:
    case, person = described(world.alice, people=(VICTIM, FULL))
    assert not asked_of_the_database(world.alice, person.pk)
    with acting(world.alice):
        weigh(actor=world.alice, case=case, person=person, facts=dropping())
        weigh(actor=world.alice, case=case, person=person, facts=keeping())
        victim = Person.objects.get(case=case, part=Part.VICTIM)
        with pytest.raises(NotPossible, match="Only what a test says is not kept"):
            erase(actor=world.alice, case=case, person=person)
    assert not asked_of_the_database(world.alice, person.pk)
    with acting(world.alice):
        weigh(actor=world.alice, case=case, person=person, facts=dropping())
    shared(world.alice, case, world.housing, *Section)
    for nobody in (world.bob, world.charlie, world.erin, world.frank, world.grace, world.judy):
        assert not asked_of_the_database(nobody, person.pk)
    assert not asked_of_the_database(world.alice, victim.pk)
    with acting(world.bob), pytest.raises(NotPermitted, match="Only the lead agency"):
        erase(actor=world.bob, case=case, person=person)
    assert NAMED in stored(world.alice, person)
    assert asked_of_the_database(world.dana, person.pk)
    assert CANARY not in stored(world.alice, person)
    with acting(world.alice):
        assert SubjectErasure.objects.get().erased_by_id == world.dana.person


def test_the_database_does_not_believe_the_roles_of_the_scope(world: World) -> None:
    """Frank administers: whatever his session says of itself, the memberships count."""
    _, person = judged(world)
    assert not asked_of_the_database(replace(world.frank, roles=world.alice.roles), person.pk)


def test_whoever_is_kept_away_or_in_by_an_emergency_erases_nothing(world: World) -> None:
    case, person = judged(world)
    with acting(world.alice):
        wall = {"user_id": world.heidi.person, "made_by_id": world.alice.person, "reason": "A conflict of interest"}
        Wall(case=case, partnership_id=case.partnership_id, **wall).save(force_insert=True)
    assert not asked_of_the_database(world.heidi, person.pk)
    with acting(world.alice):
        restrict(actor=world.alice, case=case, reason="Works here", people=[])
    assert not asked_of_the_database(world.dana, person.pk)
    with acting(world.dana), connection.cursor() as cursor:
        cursor.execute("SELECT app.open_in_emergency(%s, %s, 30)", [case.reference, "Somebody is at the door."])
    assert not asked_of_the_database(world.dana, person.pk)
    with acting(world.dana), pytest.raises(NotPermitted, match="Only people who are named for it can erase"):
        erase(actor=world.dana, case=case, person=person)
    assert NAMED in stored(world.alice, person)
    assert asked_of_the_database(world.alice, person.pk)


def test_the_page_names_what_it_cannot_erase(world: World) -> None:
    case, person = judged(world)
    with acting(world.alice):
        for state in WAY:
            move(actor=world.alice, case=case, to=state)
        conference = a_conference(world, case, invited={world.housing.pk: list(Section)})
        assert Item.objects.filter(case=case).count() == 1
    with acting(world.dana):
        finalised(world, conference)
    page = world.client(world.alice).get(reverse("subject_erase", args=[case.reference, person.pk])).content.decode()
    for words in ("Locked minutes: 1", "Items of conferences with their notes: 1", "Proportionality tests: 1"):
        assert words in page
    assert world.housing.name in page
    assert "Documents:" not in page
    assert "Referrals and what" not in page


def test_erasing_asks_who_is_sitting_there(world: World) -> None:
    case, person = judged(world)
    answer = world.client(world.alice, fresh=False).post(reverse("subject_erase", args=[case.reference, person.pk]))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/confirm/")
    assert NAMED in stored(world.alice, person)


@pytest.mark.parametrize("kind", ["crime", "incident"])
def test_what_was_classified_anew_is_asked_about_or_no_longer(kept_world: World, kind: str) -> None:
    """No page changes the kind of an incident; the owner of the tables can, and what holds follows the rows."""
    with transaction.atomic():
        before: dict[str, str] = {"kind": Kind.INCIDENT} if kind == "crime" else {"kind": Kind.CRIME, "offence": "8P"}
        case, person = described(kept_world.alice, people=(VICTIM, FULL), **before)
        if kind == "crime":
            with acting(kept_world.alice):
                weigh(actor=kept_world.alice, case=case, person=person, facts=dropping())
    with psycopg.connect(url_of("OWNER_DATABASE_URL", connection.settings_dict["NAME"])) as owner:
        owner.execute("UPDATE cases_incident SET kind = %s, offence = '8P' WHERE id = %s", [kind, person.incident_id])
    with transaction.atomic():
        asked = {f"Decide whether the data of a subject in case {case.reference} is kept"}
        assert waiting(kept_world.alice).keys() == (asked if kind == "incident" else set())
        assert not asked_of_the_database(kept_world.alice, person.pk)
        assert NAMED in stored(kept_world.alice, person)
