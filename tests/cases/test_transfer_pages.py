"""The pages of handing a case over, the papers that go along, and the figures of both partnerships."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connections, transaction
from django.urls import reverse
from django.utils import timezone

from cases.actions.remedies import put_in
from cases.instruments import UnknownInstrument
from cases.models import Assessment, Case, Person, Transfer, TransferPaper
from cases.models.decision import Choice
from cases.models.person import Part
from cases.models.remedy import Standing
from cases.queries_instruments import instrument_of
from cases.report import PersonReport
from cases.rules_remedies import RemedyFacts
from cases.sections import Section
from conferences.models import Conference
from conferences.rules import check_may_convene
from conferences.rules_agenda import check_may_refer
from partners.actor import Actor
from partners.errors import reason_against
from partners.models import Partnership
from partners.scope import acting
from tests.cases.given import NAME, VICTIM, assess, calm_answers, decided_case, grave_answers, new_case
from tests.cases.test_instrument_versions import published, second
from tests.cases.transferring import WHY, accepted, northmere, offered
from tests.conferences import meetings
from tests.personas import World

GATEWAY = "crime_and_disorder_act_s115"


def papers_of(actor: Actor, case: Case) -> dict[str, str]:
    """Return what each paper of a case says, by its title."""
    with acting(actor):
        papers = TransferPaper.objects.filter(case=case).order_by("position")
        return {paper.title: str(paper.content) for paper in papers}


def heard_case(world: World) -> Case:
    """Return a case of Alice's with final minutes and an open action of Housing."""
    case = decided_case(world.alice, Choice.MULTI_AGENCY)
    with acting(world.alice):
        conference = meetings.a_conference(world, case)
    with acting(world.dana):
        meetings.finalised(world, conference)
        case.refresh_from_db()
    return case


def test_a_case_goes_over_from_page_to_page_and_nothing_typed_is_lost(world: World) -> None:
    there = northmere(world)
    case = new_case(world.alice)
    chair, receiver = world.client(world.dana), world.client(there.mona)
    assert "Hand over to another partnership" in chair.get(f"/cases/{case.reference}/").content.decode()
    assert "Hand over to another" not in world.client(world.alice).get(f"/cases/{case.reference}/").content.decode()
    path = reverse("case_transfer", args=[case.reference])
    day = timezone.localdate() + timedelta(days=7)
    to = f"{world.other_partnership.pk}/{world.elsewhere.pk}"
    typed: dict[str, Any] = {
        "to": to,
        "why": f"{NAME} moved",
        "legal_gateway": GATEWAY,
        "sections": ["people", "account"],
    }
    typed["lapses_on"] = f"{day:%d/%m/%Y}"
    page = chair.post(path, typed).content.decode()
    assert f"This names “{NAME}”, which is in the case." in page.replace("&#x27;", "'")
    assert "Northmere Police, Northmere Partnership" in page
    page = chair.post(path, typed | {"why": WHY}, follow=True).content.decode()
    assert "The case is offered to Northmere Police." in page
    assert "Withdraw the offer" in page
    home = receiver.get("/").content.decode()
    for words in ("Answer the offer of case", case.reference, "from Hate Crime Unit"):
        assert words in home
    with acting(there.mona):
        transfer = Transfer.objects.get()
    answer = reverse("transfer_answer", args=[transfer.pk])
    page = receiver.post(answer, {"outcome": "declined", "reason": ""}).content.decode()
    assert "Say why your agency does not take the case." in page
    page = receiver.post(answer, {"outcome": "accepted", "reason": ""}, follow=True).content.decode()
    assert "Your agency leads this case now." in page
    assert "This case came from Hate Crime Unit, Ashbridge Safer Together" in page
    assert NAME in page
    with acting(there.mona):
        copy = Case.objects.get()
    page = chair.get(f"/cases/{case.reference}/").content.decode()
    assert f'their reference is <span class="site-reference">{copy.reference}</span>' in page
    assert "Withdraw" not in chair.get(reverse("transfer_page", args=[transfer.pk])).content.decode()
    for person in (world.alice, world.bob, world.judy, there.nils):
        gone = world.client(person).get(reverse("transfer_page", args=[transfer.pk])).status_code
        assert gone == (200 if person in (world.alice, world.judy) else 404)
    assert receiver.get(answer, follow=True).redirect_chain == [("/", 302)]
    page = world.client(world.dana).get(reverse("conference_overview")).content.decode()
    assert "1 offered: 1 accepted, 0 waiting" in page


def test_an_offer_is_withdrawn_on_its_page(world: World) -> None:
    there = northmere(world)
    case = new_case(world.alice)
    transfer = offered(world.dana, case)
    path = reverse("transfer_withdraw", args=[transfer.pk])
    assert world.client(there.mona).get(path).status_code == 403
    assert "is told that it was withdrawn" in world.client(world.heidi).get(path).content.decode()
    page = world.client(world.heidi).post(path, follow=True).content.decode()
    assert "The offer is withdrawn." in page
    assert "Withdrawn" in page
    page = world.client(world.heidi).post(path, follow=True).content.decode()
    assert "has been answered, has lapsed or was withdrawn" in page


def test_minutes_and_open_actions_go_along_as_far_as_they_may_be_seen(world: World) -> None:
    there = northmere(world)
    case = heard_case(world)
    transfer = offered(world.dana, case)
    for check, actor in ((check_may_convene, world.dana), (check_may_refer, world.dana)):
        with acting(world.dana):
            assert reason_against(check, actor, case).startswith("This case is offered to Northmere Police.")
    copy = accepted(there.mona, transfer)
    found = papers_of(there.mona, copy)
    with acting(world.dana):
        held = timezone.localtime(Conference.objects.get().held_at)
    minutes = f"Minutes of {held.day} {held:%B %Y}, no. 1"
    assert list(found) == ["Decisions taken before", minutes, "Actions that stay with the agencies that took them"]
    for words in ("Visits have become more frequent.", "Each agency acts", "Fit a new lock", "Bob, Ashbridge Housing"):
        assert words in found[minutes]
    assert "Fit a new lock" in found["Actions that stay with the agencies that took them"]
    page = world.client(there.mona).get(f"/cases/{copy.reference}/").content.decode()
    assert minutes in page
    with acting(there.mona):
        paper = TransferPaper.objects.get(case=copy, title=minutes)
    page = world.client(there.mona).get(reverse("transfer_paper", args=[paper.pk])).content.decode()
    assert "Visits have become more frequent." in page
    assert world.client(world.dana).get(reverse("transfer_paper", args=[paper.pk])).status_code == 404
    back = accepted(world.dana, offered(there.mona, copy, world.unit.name))
    assert papers_of(world.dana, back) == found
    with acting(world.dana):
        assert set(Case.objects.filter(reference__in=[case.reference, back.reference])) == {case, back}
    # The action stays with Housing, which answers it, though the case is closed there.
    assert "Fit a new lock" in world.client(world.bob).get(reverse("action_list")).content.decode()


def test_a_part_of_the_minutes_that_was_not_offered_stays(world: World) -> None:
    there = northmere(world)
    case = heard_case(world)
    found = papers_of(there.mona, accepted(there.mona, offered(world.dana, case, sections=[Section.RISK])))
    (minutes,) = found.values()
    assert "Visits have become more frequent." in minutes
    assert "Each agency acts" not in minutes
    assert "Fit a new lock" not in minutes


def test_remedies_go_along_with_the_people_and_name_nobody(world: World) -> None:
    there = northmere(world)
    subject = PersonReport(part=Part.SUBJECT, name="Wanda Canary")
    case = new_case(world.alice, people=(VICTIM, subject))
    with acting(world.alice):
        person = Person.objects.get(case=case, part="subject")
        facts = RemedyFacts(standing=Standing.CHOSEN, terms="Keep away from the street.")
        put_in(actor=world.alice, case=case, person=person, code="mediation", facts=facts)
    found = papers_of(there.mona, accepted(there.mona, offered(world.dana, case)))
    assert list(found) == ["Remedies considered and in force"]
    (words,) = found.values()
    assert "Keep away from the street." in words
    assert "Subject 1" in words
    assert "Wanda" not in words


def test_an_assessment_with_the_instrument_of_another_partnership_is_read(world: World) -> None:
    there = northmere(world)
    instrument = published(world.frank, second())
    case = new_case(world.alice)
    assessment = assess(world.alice, case, calm_answers() | {"new": "yes"})
    assert assessment.instrument_version == 2
    copy = accepted(there.mona, offered(world.dana, case))
    with acting(there.mona):
        came = Assessment.objects.get(case=copy)
        assert instrument_of(came) == instrument
        assert came.answers == assessment.answers
    path = reverse("assessment_page", args=[copy.reference, came.pk])
    assert "Is this new?" in world.client(there.mona).get(path).content.decode()
    # Assessing again compares the two, with the instrument of the receiving partnership.
    again = assess(there.mona, copy, grave_answers())
    path = reverse("assessment_page", args=[copy.reference, again.pk])
    assert world.client(there.mona).get(path).status_code == 200
    for stranger, hidden in ((there.nils, came), (there.mona, assessment), (world.dana, came)):
        with acting(stranger), pytest.raises(UnknownInstrument, match="cannot be read here"):
            instrument_of(hidden)


def test_what_is_handed_over_is_counted_once(kept_world: World) -> None:
    with transaction.atomic():
        there = northmere(kept_world)
        subject = PersonReport(part=Part.SUBJECT, name="Wanda Canary")
        case = new_case(kept_world.alice, people=(VICTIM, subject))
        assess(kept_world.alice, case)
        accepted(there.mona, offered(kept_world.dana, case))
    own = {"agencies": 4, "assessments": 1, "cases": 1, "cases_past": 3, "incidents": 1, "incidents_past": 1}
    assert counted(kept_world.partnership) == own | {"people_past": 2, "subjects": 1, "victims": 1}
    # The receiving partnership has one case more to work, and nothing more to count.
    assert counted(kept_world.other_partnership) == {"agencies": 2, "cases": 1, "cases_past": 1}


def counted(partnership: Partnership) -> dict[str, int]:
    """Return how many rows of a partnership stand in each view that figures are made of, whichever views there are."""
    found = {}
    with connections["stats"].cursor() as cursor:
        cursor.execute(
            "SELECT c.oid::regclass::text FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
            " WHERE c.relnamespace = 'stats'::regnamespace AND a.attname = 'partnership_id'"
        )
        for (view,) in cursor.fetchall():
            cursor.execute(f"SELECT count(*) FROM {view} WHERE partnership_id = %s", [partnership.pk])
            if number := cursor.fetchone()[0]:
                found[view.removeprefix("stats.")] = number
    return found
