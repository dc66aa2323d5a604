"""The history of a case: every change is kept, whoever made it and however, and shown field by field."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from audit.history import Past, kept_fields
from audit.models import Event
from cases import history_labels
from cases.changes import changes_about
from cases.models import Account, Case, CaseHistory, Person, PersonHistory, Wall
from cases.models.decision import Choice
from cases.policy import get_case
from cases.sections import Section
from conferences import history_labels as conference_labels
from hatecrime.privacy import REGISTER, Privacy
from partners import history_labels as partner_labels
from partners.actor import Actor
from partners.changes import Change, Part
from partners.scope import acting, scope
from referrals import history_labels as referral_labels
from tests.cases import given
from tests.personas import World

LABELS = (history_labels, conference_labels, partner_labels, referral_labels)
PARTS = [part for labels in LABELS for part in vars(labels).values() if isinstance(part, Part)]


def run(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def changes(actor: Actor, case: Case, number: str | None = None) -> list[Change]:
    with acting(actor):
        return list(changes_about(actor, get_case(actor, case.reference), number).object_list)


def told(change: Change) -> list[tuple[str, str, str]]:
    return [(each.label, each.before, each.after) for each in change.differences]


def last(past: type[Past]) -> dict[str, Any]:
    row = past.rows().latest("pgh_id")
    return {field.attname: getattr(row, field.attname) for field in past._meta.local_concrete_fields}


def test_raw_sql_is_in_the_history_with_both_values_and_who(world: World) -> None:
    case = given.new_case(world.alice)
    with acting(world.alice):
        run("UPDATE cases_person SET name = 'Another Testname', age = 40 WHERE case_id = %s", case.pk)
        row = last(PersonHistory)
    assert (row["pgh_label"], row["name"], row["age"]) == ("update", "Another Testname", 40)
    assert (row["pgh_user_id"], row["pgh_agency_id"]) == (world.alice.user_id, world.alice.agency_id)
    assert (row["pgh_request_id"], row["pgh_role"]) == ("test", "app")
    change = changes(world.alice, case)[0]
    assert change.title == "Person: Victim, changed"
    assert (change.person, change.agency) == ("Alice", "Hate Crime Unit")
    assert told(change) == [("Name", given.NAME, "Another Testname"), ("Age", "", "40")]


def test_an_update_that_changes_nothing_leaves_nothing(world: World) -> None:
    case = given.new_case(world.alice)
    before = changes(world.alice, case)
    with acting(world.alice):
        run("UPDATE cases_person SET name = name WHERE case_id = %s", case.pk)
    assert changes(world.alice, case) == before


def test_a_setting_of_the_session_does_not_skip_the_history(world: World) -> None:
    """The triggers of django-pgtrigger obey such a setting; ours must not, for every session can make it."""
    case = given.new_case(world.alice)
    with acting(world.alice), connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(tgname::text)::text FROM pg_trigger WHERE tgname LIKE 'pgtrigger%%'")
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", cursor.fetchone())
        cursor.execute("UPDATE cases_case SET band = 'high' WHERE id = %s", [case.pk])
    assert told(changes(world.alice, case)[0]) == [("Level of risk", "", "High")]


def test_work_without_a_person_is_the_softwares(world: World) -> None:
    case = given.new_case(world.alice)
    with scope(agency_id=world.alice.agency_id, partnership_id=world.alice.partnership_id):
        run("UPDATE cases_case SET review_on = '2026-05-01' WHERE id = %s", case.pk)
    change = changes(world.alice, case)[0]
    assert (change.person, change.agency) == ("The software", "Hate Crime Unit")
    assert told(change) == [("Risk to be reviewed by", "", "1 May 2026")]


def test_a_new_case_begins_with_what_was_written(world: World) -> None:
    case = given.new_case(world.alice)
    found = changes(world.alice, case)
    assert sorted(change.title for change in found) == [
        "Access: Hate Crime Unit, added",
        "Case, added",
        "Incident, added",
        "Person: Victim, added",
        "What happened, added",
    ]
    person = next(change for change in found if change.title.startswith("Person"))
    victim = given.VICTIM
    assert told(person) == [
        ("Part in the incident", "", "Victim"),
        ("Wished to stay anonymous", "", "No"),
        ("Name", "", victim.name),
        ("Telephone", "", victim.phone),
        ("Email", "", victim.email),
        ("Address", "", victim.address),
        ("Safe contact", "", victim.safe_contact),
        ("Do not contact or tell", "", victim.do_not_tell),
        ("Language and access", "", victim.language),
        ("Description", "", victim.description),
    ]
    assert [change.at for change in found] == sorted((change.at for change in found), reverse=True)


def test_codes_dates_and_names_are_told_in_words(world: World) -> None:
    case = given.decided_case(world.alice, Choice.MULTI_AGENCY)
    given.shared(world.alice, case, world.housing, Section.SUMMARY, Section.RISK)
    access, decided = changes(world.alice, case)[:2]
    assert access.title == "Access: Ashbridge Housing, added"
    assert ("Sections", "", "Risk assessments, Summary") in told(access)
    assert ("Why", "", "Invited to a case conference") in told(access)
    assert ("Given by", "", "Alice") in told(access)
    assert decided.title == "Case, changed"
    after = "Multi-agency: conference to convene"
    assert told(decided) == [("State", "Assessed: decision needed", after)]


def test_a_row_moved_to_another_record_says_so(world: World) -> None:
    case = given.new_case(world.alice)
    further = given.further_incident(world.alice, case)
    with acting(world.alice):
        run("UPDATE cases_person SET incident_id = %s WHERE case_id = %s", further.pk, case.pk)
    assert told(changes(world.alice, case)[0]) == [("What it belongs to", "another record", "this record")]


def test_without_people_and_account_no_name_and_no_story_is_in_the_history(world: World) -> None:
    case = given.new_case(world.alice)
    given.shared(world.alice, case, world.housing, Section.SUMMARY)
    with acting(world.alice):
        Person.objects.filter(case=case).update(name="Another Testname")
        Account.objects.filter(case=case).update(description="Another story")
    titles = {change.title for change in changes(world.bob, case)}
    assert titles == {"Case, added", "Incident, added", "Access: Ashbridge Housing, added"}
    page = world.client(world.bob).get(f"/cases/{case.reference}/history/").content.decode()
    assert not any(word in page for word in (given.NAME, "Another Testname", given.STORY, "Another story"))


def test_walls_are_told_to_the_lead_agency_and_to_nobody_else(world: World) -> None:
    case = given.new_case(world.alice)
    given.shared(world.alice, case, world.housing, Section.SUMMARY)
    wall = {"user_id": world.charlie.person, "made_by_id": world.alice.person, "reason": "A cousin of the subject"}
    with acting(world.alice):
        Wall(case=case, partnership_id=world.alice.partnership_id, **wall).save(force_insert=True)
    assert changes(world.alice, case)[0].title == "Wall: Charlie, added"
    assert not any(change.title.startswith("Wall") for change in changes(world.bob, case))


def test_the_page_shows_the_differences_and_reading_it_is_an_event(world: World) -> None:
    case = given.new_case(world.alice)
    with acting(world.alice):
        Case.objects.filter(pk=case.pk).update(victim_told_on=date(2026, 3, 4))
    page = world.client(world.alice).get(f"/cases/{case.reference}/history/")
    assert page.context["page"].object_list[0].differences[0].after == "4 March 2026"
    assert "4 March 2026" in page.content.decode()
    with acting(world.alice):
        event = Event.objects.get(verb="case.history")
    assert (event.subject, event.user_id) == (case.reference, world.alice.user_id)


def test_another_agency_finds_no_page_and_no_row(world: World) -> None:
    case = given.new_case(world.alice)
    assert world.client(world.charlie).get(f"/cases/{case.reference}/history/").status_code == 404
    with acting(world.charlie):
        assert not CaseHistory.rows().exists()


def test_long_histories_have_pages(world: World) -> None:
    case = given.new_case(world.alice)
    with acting(world.alice):
        for day in range(1, 26):
            run("UPDATE cases_case SET review_on = %s WHERE id = %s", date(2026, 5, day), case.pk)
    first, second = changes(world.alice, case), changes(world.alice, case, "2")
    assert (len(first), len(second)) == (25, 5)
    assert told(first[0]) == [("Risk to be reviewed by", "24 May 2026", "25 May 2026")]
    assert told(first[-1]) == [("Risk to be reviewed by", "", "1 May 2026")]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.past.__name__)
def test_every_field_of_a_history_has_its_words(part: Part) -> None:
    """What is left out are links, and what only repeats a fact of another row."""
    classes = REGISTER[part.past._meta.label]
    kept = {field.name for field in kept_fields(part.past)}
    repeated = {"case_reference", "opened_on"} if part.name != "Case" else set()
    assert set(part.labels) <= kept
    assert {classes[name] for name in kept - set(part.labels) - repeated} == {Privacy.KEY}
    assert {part.named_by, *part.vocabularies} - {""} <= set(part.labels)
