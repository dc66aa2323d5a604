"""A case that is shared without its people shows no name anywhere: not on a page, nor in a list, a letter or a row."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from cases.actions.access import grant
from cases.models import Case
from cases.models.access import Reason
from cases.models.person import Part
from cases.report import PersonReport
from cases.sections import Section
from conferences.models import Conference
from partners.actions import mail as letters
from partners.models import Notice
from partners.scope import acting
from referrals.actions.sending import send
from tests.cases.given import further_incident
from tests.conferences.meetings import a_case, a_conference, finalised
from tests.personas import World
from tests.security.access_matrix import MATRIX

pytestmark = pytest.mark.django_db(databases=["default", "stats"])
NAMES = {
    Part.VICTIM: "Quilla Testname",
    Part.WITNESS: "Wanda Zebrowska",
    Part.SUBJECT: "Osric Brackenbury",
    Part.REPORTER: "Ludmila Fennimore",
}
WORDS = (
    *NAMES.values(),
    "01632 960 777",
    "quilla@example.org",
    "77 Larkspur Mews",
    "Her brother Egbert",
    "Only by text",
)
HIDDEN = (Section.PEOPLE, Section.ACCOUNT)


@pytest.fixture(scope="module")
def laid_out(standing: World) -> Case:
    """A case with four people, at a finalised conference and referred; Housing has all but people and account."""
    world = standing
    people = [
        PersonReport(
            part=part,
            name=name,
            phone="01632 960 777",
            email="quilla@example.org",
            address="77 Larkspur Mews",
            do_not_tell="Her brother Egbert",
            safe_contact="Only by text",
        )
        for part, name in NAMES.items()
    ]
    given = [section for section in Section if section not in HIDDEN]
    with acting(world.alice):
        case = a_case(world.alice)
        conference = a_conference(world, case, invited={world.housing.pk: given})
    with acting(world.dana):
        finalised(world, conference)
    further_incident(world.alice, case, people=tuple(people), description=f"{NAMES[Part.VICTIM]} was followed home.")
    with acting(world.alice):
        send(
            actor=world.alice,
            case=case,
            to_agency_id=world.housing.pk,
            sections=given,
            legal_gateway="consent",
            summary="A family asks for a safer home.",
        )
        grant(
            actor=world.alice,
            case=case,
            agency_id=world.housing.pk,
            sections=given,
            reason=Reason.CONFERENCE,
            legal_gateway="consent",
        )
    return case


@pytest.fixture
def case(db: None, laid_out: Case) -> Case:
    """The same, for one test."""
    return deepcopy(laid_out)


def answers(world: World, browser: Client, case: Case) -> Iterator[tuple[str, str]]:
    """Yield every page of the site that Housing can ask for about the case, and every list, with what it says."""
    with acting(world.alice):
        conference = Conference.objects.get(items__case=case)
    for name, row in MATRIX.items():
        found = None
        if row.needs and not any(world.bob.may(permission) for permission in row.needs):
            continue
        if row.record is None:
            found = reverse(name, kwargs=row.fixed)
        elif row.table is Case:
            found = reverse(name, kwargs={"reference": case.reference, **row.fixed})
        if found and name != "account_logout":
            yield found, browser.get(found).content.decode(errors="replace")
    more = [f"/cases/?reference={case.reference}", "/cases/?reference=Quilla", "/referrals/?show=answered"]
    more += [reverse("conference_page", args=[conference.pk]), reverse("minutes_page", args=[conference.pk])]
    for path in more:
        yield path, browser.get(path, follow=True).content.decode()


def test_no_page_title_list_search_or_interface_says_a_name(world: World, case: Case) -> None:
    shown = dict(answers(world, world.client(world.bob), case))
    assert case.reference in shown[f"/cases/{case.reference}/"]
    assert case.reference in shown[f"/api/cases/{case.reference}/"]
    assert "Case conference held" in shown[f"/cases/{case.reference}/"]
    assert not [(path, word) for path, text in shown.items() for word in WORDS if word in text]


def test_the_lead_agency_would_see_them_on_the_same_pages(world: World, case: Case) -> None:
    """So that the test above looks at pages that could say a name."""
    page = world.client(world.alice).get(f"/cases/{case.reference}/").content.decode()
    assert {word for word in WORDS if word in page} == set(WORDS)


def test_no_letter_says_a_name(world: World, case: Case) -> None:
    for actor in world.people().values():
        with acting(actor):
            for notice in Notice.objects.all():
                letters.send(notice_id=notice.pk, user_id=actor.person)
    text = "\n".join(f"{letter.subject} {letter.body} {letter.to}" for letter in mail.outbox)
    assert case.reference in text
    assert not [word for word in WORDS if word in text]


def test_the_database_gives_no_row_with_a_name(world: World, case: Case) -> None:
    """Every row of every table that the app role may read, in Bob's scope: minutes, of which the PDF is drawn, too."""
    assert [word for word in WORDS if word in everything_read_by(world, "alice")] == list(WORDS)
    bobs = everything_read_by(world, "bob")
    assert case.reference in bobs
    assert not [word for word in WORDS if word in bobs]


def everything_read_by(world: World, name: str) -> str:
    with acting(world.people()[name]), connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT table_name FROM information_schema.table_privileges"
            " WHERE table_schema = 'public' AND grantee = 'app' AND privilege_type = 'SELECT'"
        )
        tables = [table for (table,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f"SELECT t::text FROM {table} t")
            found += [text for (text,) in cursor.fetchall()]
    return "\n".join(found)
