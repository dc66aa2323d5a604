"""What has happened before anybody opens a browser: cases in every state, made by the actions of the site.

`telling.py` starts it in a process of its own, `manage.py shell -c "…tell()"`: the tests' database is left alone.
"""

import json
import sys
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from cases.actions import documents, drafts
from cases.actions.access import grant
from cases.actions.consulting import ask
from cases.actions.emergency import open_in_emergency
from cases.actions.proportionality import weigh
from cases.actions.remedies import put_in
from cases.actions.restricting import restrict
from cases.actions.walls import wall_off
from cases.actions.work import add_task, plan
from cases.documents import accepted
from cases.instruments import Band
from cases.models import Case, Person, Term
from cases.models.access import Reason
from cases.models.decision import Choice
from cases.models.incident import Kind
from cases.models.person import Part
from cases.models.proportionality import Keeping, RealRisk
from cases.models.remedy import Standing
from cases.report import PersonReport
from cases.rules_proportionality import Weighing
from cases.rules_remedies import RemedyFacts
from cases.sections import Section
from conferences.actions import circulating, convene, correcting, returns
from conferences.actions.convene import Meeting
from conferences.actions.finalising import finalise
from conferences.models import Action, Conference
from hatecrime.demo.agreeing import accept_all
from hatecrime.demo.instruments import upload_a_draft
from partners.actions.agreements import write_agreement
from partners.actor import Actor
from partners.models import Partnership, Seat, SingleSignOn, User
from partners.models.agreement import Kind as AgreementKind
from partners.queries import actors_of
from partners.roles import Role
from partners.scope import acting
from partners.sealing import seal
from reporting.actions.loading import load
from reporting.actions.production import produce
from reporting.actions.release_work import work
from reporting.actions.releasing import prepare, sign
from reporting.actions.requests import request
from reporting.models import Audience, ReportRun
from reporting.models import Kind as Figures
from reporting.periods import last_finished_quarter
from reporting.registry import report_spec
from tests.cases import files, given
from tests.cases.transferring import accepted as taken_over
from tests.cases.transferring import northmere, offered
from tests.conferences import days, meetings
from tests.conferences.panels import a_panel
from tests.personas import World, agency, build, person
from tests.referrals.given import referral, service
from tests.security.administrators import propose

PASSWORD = "a quiet harbour at noon"
LONG_AGO = 60  # weeks of figures


def tell() -> None:
    """Write the story, and print what its records are called."""
    with transaction.atomic():
        world = build()
        person("nadia", agency("LAN", "Lantern Project", world.partnership), world.partnership, Role.CASEWORKER)
        User.objects.update(password=make_password(PASSWORD))
        _agree(world)
        facts = {"seat": _sign_on(world), **_cases(world), **_meetings(world), **_around(world), **_guard(world)}
        _hand_over(world)
        _second_words(world)
        _know_when(world)
        run = _ask_for_report(world)
    produce(run.pk, world.partnership.pk)
    _release(world, run.pk)
    json.dump(facts | {"report": str(run.pk)}, sys.stdout)


def _agree(world: World) -> None:
    """Write the sharing agreement, which everybody accepts; leave a proposal and an instrument for administrators."""
    today = timezone.localdate()
    with acting(world.frank):
        write_agreement(
            actor=world.frank,
            kind=AgreementKind.SHARING_AGREEMENT,
            title="How we share",
            text="We share what helps the victim, and no more.\n\nWe keep it to ourselves.",
            in_force_from=today,
        )
        upload_a_draft(world.frank)
    accept_all(actor for user in User.objects.all() for actor in actors_of(user))
    propose(world)


def _sign_on(world: World) -> str:
    """Let Harbour's people sign in with their agency's accounts too, as two administrators would have set it up."""
    seat = Seat.objects.get(agency=world.harbour)
    SingleSignOn.objects.create(
        seat=seat,
        issuer="https://login.harbour.example.org",
        client_id="casework",
        sealed_secret=seal("never used", purpose="single sign-on"),
        domains=["harbour.example.org"],
        is_on=True,
        keeps_password=True,
        changed_by_id=world.frank.person,
        approved_by_id=world.erin.person,
        approved_at=timezone.now(),
    )
    return str(seat.pk)


def _cases(world: World) -> dict[str, str]:
    with acting(world.frank):
        Term(partnership_id=world.partnership.pk, vocabulary="area", code="riverside", label="Riverside").save(
            force_insert=True
        )
    for weeks in range(LONG_AGO):
        _an_older_case(world, timezone.localdate() - timedelta(weeks=weeks))
    made = {
        "new": given.new_case(world.alice, area="riverside", premises="street"),
        "assessed": given.assessed_case(world.alice, given.grave_answers()),
        "single": given.decided_case(world.alice),
        "multi": given.decided_case(world.alice, Choice.MULTI_AGENCY),
        "closed": given.closed_case(world.alice),
        "of_housing": given.new_case(world.bob),
    }
    return {name: case.reference for name, case in made.items()}


def _second_words(world: World) -> None:
    """What waits for somebody's second word: a lower risk, a question to Housing, a countersignature, an own action."""
    soon = timezone.localdate() + timedelta(days=5)
    subject = PersonReport(part=Part.SUBJECT, age=30)
    named = PersonReport(part=Part.SUBJECT, name="Edmund Testname", description="Lives downstairs.")
    lower = given.new_case(world.alice, people=(given.VICTIM, subject, named))
    given.assess(world.alice, lower, given.grave_answers(), band=Band.MEDIUM, reason="He has moved away.")
    with acting(world.alice):
        person = lower.people.get(part=Part.SUBJECT, name="")
        _judge(world.alice, lower.people.select_related("incident").get(name=named.name))
        chosen = RemedyFacts(standing=Standing.CHOSEN, terms="Keep away from the street.", to_on=soon)
        put_in(actor=world.alice, case=lower, person=person, code="civil_injunction", facts=chosen)
        ask(
            actor=world.alice,
            case=lower,
            agency_id=world.housing.pk,
            question="Does a landlord have powers here?",
            summary="A tenant is shouted at by a neighbour, twice a week.",
            answer_by=soon,
        )
        Partnership.objects.filter(pk=world.partnership.pk).update(countersigns_decisions=True)
        alone = given.decided_case(world.alice)
        Partnership.objects.filter(pk=world.partnership.pk).update(countersigns_decisions=False)
        plan(actor=world.alice, case=alone, policy="Neighbour disputes, 2026", review_on=soon)
        add_task(actor=world.alice, case=alone, owner_id=world.dana.person, task="Visit", due_on=soon)


def _judge(actor: Actor, subject: Person) -> None:
    """Decide that the subject's data is not kept; it waits to be erased."""
    facts = Weighing(
        real_risk=RealRisk.NONE,
        necessity="Nothing depends on it.",
        less_intrusive="The incident alone.",
        proportionality="Nothing weighs against their privacy.",
        outcome=Keeping.NOT_KEEP,
        reasons="It was said once.",
    )
    weigh(actor=actor, case=subject.case, person=subject, facts=facts)


def _guard(world: World) -> dict[str, str]:
    """The newest case is restricted, has a wall, and was opened in an emergency by somebody of a fourth agency."""
    case = given.new_case(world.alice)
    nadia = actors_of(User.objects.get(email="nadia@example.org"))[0]
    with acting(nadia):
        why = "She has rung from the street and is being followed again."
        open_in_emergency(actor=nadia, reference=case.reference, reason=why)
    with acting(world.alice):
        named = [world.dana.person, world.heidi.person, world.bob.person]
        grant(
            actor=world.alice,
            case=case,
            agency_id=world.housing.pk,
            sections=list(Section),
            reason=Reason.CONFERENCE,
            legal_gateway="consent",
        )
        restrict(actor=world.alice, case=case, reason="The victim works for the council.", people=named)
        wall_off(actor=world.alice, case=case, user_id=world.charlie.person, reason="A cousin of the victim.")
    return {"restricted": case.reference}


def _hand_over(world: World) -> None:
    """A case on offer to another partnership, one that went there, and one that is offered from there."""
    there = northmere(world)
    offered(world.dana, given.new_case(world.alice))
    taken_over(there.mona, offered(world.heidi, given.decided_case(world.alice)))
    offered(there.mona, given.new_case(there.mona), world.unit.name)


def _an_older_case(world: World, day: date) -> None:
    """Record an incident of that day, for the figures."""
    then = timezone.make_aware(datetime.combine(day, time(9)))
    victim = PersonReport(part=Part.VICTIM, name=given.NAME, age=20 + day.day, sex="female", ethnicity="asian_indian")
    given.new_case(
        world.bob,
        recorded_on=day,
        occurred_from=then,
        kind=Kind.CRIME,
        offence="8P",
        strands=("race", "religion") if day.month % 2 else ("disability",),
        area="riverside",
        premises="street",
        people=(victim,),
    )


def _meetings(world: World) -> dict[str, str]:
    today = timezone.localdate()
    ahead = _meet(world, given.decided_case(world.alice, Choice.MULTI_AGENCY), today + timedelta(days=3))
    over = _meet(world, given.decided_case(world.alice, Choice.MULTI_AGENCY), today - timedelta(days=10))
    with acting(world.dana):
        meetings.write_up(world, over, due_on=today - timedelta(days=2))
        finalise(actor=world.dana, conference=over)
        action = Action.objects.get(item__conference=over)
    _draft(world, today)
    a_panel(world)
    with acting(world.alice):
        heard = Case.objects.get(pk=action.case_id)
    given.further_incident(world.alice, heard)
    with acting(world.bob):
        (item,) = days.items_of(world.bob, ahead)
        returns.write(actor=world.bob, item=item, said=days.withheld())
    return {"conference_ahead": str(ahead.pk), "action": str(action.pk)}


def _draft(world: World, today: date) -> None:
    """A conference that was held yesterday, whose draft circulates, with a correction that waits for the chair."""
    held = _meet(world, given.decided_case(world.alice, Choice.MULTI_AGENCY), today - timedelta(days=1))
    with acting(world.dana):
        item = meetings.write_up(world, held)
        until = today + timedelta(days=7)
        draft = circulating.circulate(actor=world.dana, conference=held, corrections_until=until)
    with acting(world.bob):
        correcting.correct(actor=world.bob, draft=draft, item=item, words="The visits began in May.")


def _meet(world: World, case: Case, day: date) -> Conference:
    meeting = Meeting(
        held_at=timezone.make_aware(datetime.combine(day, time(14, 30))),
        place="Room 2, the Old Library",
        chair_id=world.dana.person,
        sections={world.housing.pk: [Section.ACCOUNT, Section.PEOPLE, Section.RISK]},
        legal_gateway="crime_and_disorder_act_s115",
        access_until=timezone.localdate() + timedelta(days=28),
    )
    with acting(world.alice):
        return convene.convene(actor=world.alice, case=case, meeting=meeting)


def _around(world: World) -> dict[str, str]:
    """What stands beside the cases: a draft, a service and referrals."""
    with acting(world.alice):
        draft = drafts.start(actor=world.alice)
        letter = accepted("Letter to the landlord.pdf", files.PDF)
        documents.add(actor=world.alice, case=given.new_case(world.alice), file=letter, about="Letter of 3 March")
    counselling = service(world.frank)
    asked = referral(world.alice, given.new_case(world.alice), world.housing, Section.ACCOUNT)
    told = referral(world.alice, given.new_case(world.alice), counselling)
    return {"draft": str(draft.pk), "referral": str(asked.pk), "told": str(told.pk)}


def _know_when(world: World) -> None:
    """Load an event, which the reports mark beneath its month."""
    given = {"source": "The town's diary", "where_from": "", "text": "date,name\n2026-07-04,Pride in the town"}
    with acting(world.erin):
        load(actor=world.erin, kind=Figures.EVENTS, year=2026, **given)


def _ask_for_report(world: World) -> ReportRun:
    period = last_finished_quarter(timezone.localdate(), year_starts=world.partnership.reporting_year_starts)
    with acting(world.erin):
        return request(actor=world.erin, spec=report_spec("quarterly"), period=period)


def _release(world: World, run_id: UUID) -> None:
    """Publish the report for the partnership, and leave a further version as a draft."""
    with transaction.atomic(), acting(world.erin):
        first = prepare(actor=world.erin, run=ReportRun.objects.get(pk=run_id), audience=Audience.PARTNERSHIP)
    work(first.pk, world.partnership.pk)
    with transaction.atomic(), acting(world.erin):
        sign(actor=world.erin, release=first)
    work(first.pk, world.partnership.pk)
    with transaction.atomic(), acting(world.erin):
        second = prepare(actor=world.erin, run=ReportRun.objects.get(pk=run_id), audience=Audience.PARTNERSHIP)
    work(second.pk, world.partnership.pk)
