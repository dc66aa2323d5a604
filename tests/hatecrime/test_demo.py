"""The demo: what it must show on whatever day it is loaded, and that it is loaded once."""

from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from itertools import pairwise
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.test import Client, override_settings
from django.utils import timezone

from audit.models import Event
from cases.models import Case, CaseAccess, LoweringAnswer, ProportionalityTest, RemedyEntry, WorkPlan
from cases.papers import pdf_is_available
from cases.policy import visible_cases
from cases.proportionality_panel import to_dos as what_waits
from cases.queries_decision import waiting_for_countersignature
from cases.queries_risk import open_lowerings
from cases.queries_work import open_tasks
from cases.states import State
from conferences.deadlines import returns_due_on
from conferences.models import (
    Action,
    ActionState,
    Conference,
    ConferenceState,
    Correction,
    Edition,
    Minutes,
    ResearchReturn,
)
from conferences.policy import visible_items, visible_referrals
from conferences.queries_agenda import panels_of, queue_of
from conferences.queries_returns import awaited_at
from hatecrime.demo.clock import showing
from hatecrime.demo.days import in_week, moment, working_day_before
from hatecrime.demo.history import quarters_until
from hatecrime.demo.loading import load
from hatecrime.demo.people import Cast
from hatecrime.demo.reading import partnership, stories
from hatecrime.demo.sign_ins import sign_ins, table
from partners.actor import Actor
from partners.models import User
from partners.queries import actors_of
from partners.roles import Role
from partners.scope import acting
from referrals.models import Referral, ReferralState
from reporting.models import Kind, Loading, Release, ReleaseFile, ReportFile, ReportRun, RunState
from reporting.shown import stored

SEVERAL_DAYS = [
    date(2027, 1, 4),
    date(2027, 3, 30),
    date(2027, 4, 1),
    date(2027, 8, 29),
]
"""The Monday after New Year, the Tuesday after Easter, the first day of a quarter, and a Sunday."""


def run(command: str) -> str:
    out = StringIO()
    call_command(command, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def demo(empty_database: None, django_db_blocker: Any) -> Iterator[str]:
    """The demo, loaded once for these tests, and what loading it said."""
    with django_db_blocker.unblock(), override_settings(DEMO=True):
        yield run("load_demo")


def figures(sql: str) -> list[Any]:
    with connections["stats"].cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def person(email: str, agency: str = "") -> Actor:
    actors = actors_of(User.objects.get(email=email))
    return next(actor for actor in actors if agency in ("", actor.agency_name))


def everybody() -> list[Actor]:
    return [actor for plan in partnership().people for actor in actors_of(User.objects.get(email=plan.email))]


def test_every_role_has_a_sign_in() -> None:
    assert {role for role, *_ in sign_ins()} == {role.label for role in Role}
    assert [role for role, *_ in sign_ins()[: len(Role)]] == list(dict.fromkeys(role for role, *_ in sign_ins()))


def test_somebody_acts_for_two_agencies() -> None:
    seats = {plan.email: {agency for agency, _ in plan.seats} for plan in partnership().people}

    assert seats["lena@safety.example.org"] == {"SAFE", "THIM"}


def test_the_table_of_sign_ins_fits_a_terminal() -> None:
    assert max(map(len, table().splitlines())) <= 100
    assert "alma@safety.example.org" in table()


def test_addresses_are_nobodys() -> None:
    assert all(plan.email.endswith(".example.org") for plan in partnership().people)


def test_stories_are_told_in_full() -> None:
    words = {"She": "X", "she": "X", "her": "X", "hers": "X", "Hers": "X", "area": "Otterby"}

    assert len({story.text for story in stories()}) == len(stories()) >= 30
    assert [story.key for story in stories() if "{" in story.text.format_map(words)] == []


@pytest.mark.django_db
@override_settings(DEMO=False)
def test_without_demo_nothing_is_loaded() -> None:
    with pytest.raises(CommandError, match="only where DEMO is set"):
        run("load_demo")
    with pytest.raises(CommandError, match="not loaded"):
        run("demo_sign_ins")
    assert not User.objects.filter(email__in=[plan.email for plan in partnership().people]).exists()


@pytest.mark.django_db
@override_settings(DEMO=True)
def test_sign_ins_are_shown_only_once_they_work() -> None:
    with pytest.raises(CommandError, match="not loaded"):
        run("demo_sign_ins")
    assert "marigold-demo" not in Client().get("/account/sign-in/").content.decode()


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("today", SEVERAL_DAYS)
def test_on_whatever_day_it_is_loaded_every_state_is_there(today: date) -> None:
    with showing(moment(today, 11)):
        cast = load(quarterly=(0,) * 9)
        assert _states(cast) == set(State)
        to_come = {in_week(today, 1, weekday) for weekday in (1, 3, 4)}
        draft_goes_round = working_day_before(today, 6)
        assert _days_of(cast, ConferenceState.CONVENED) == to_come | {draft_goes_round}
        assert in_week(today, -1, 3) in _days_of(cast, ConferenceState.FINALISED)


def _states(cast: Cast) -> set[str]:
    """The states of the cases that the agencies lead."""
    states: set[str] = set()
    for actors in cast.actors.values():
        with acting(actors[0]):
            states |= set(Case.objects.filter(lead_agency_id=actors[0].agency_id).values_list("state", flat=True))
    return states


def _days_of(cast: Cast, state: ConferenceState) -> set[date]:
    days: set[date] = set()
    for actors in cast.actors.values():
        with acting(actors[0]):
            found = Conference.objects.filter(state=state, chairing_agency_id=actors[0].agency_id)
            days |= {timezone.localdate(held_at) for held_at in found.values_list("held_at", flat=True)}
    return days


@pytest.mark.slow
def test_it_is_loaded_once(demo: str) -> None:
    assert demo == "Quillhaven Safer Together is ready.\n"
    asked: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        assert run("load_demo") == "Quillhaven Safer Together is there already. Nothing has been changed.\n"
    assert len(asked) == 1


@pytest.mark.slow
def test_it_has_nine_quarters_of_incidents(demo: str) -> None:
    quarters = quarters_until(timezone.localdate())
    days = [day for (day,) in figures("SELECT recorded_on FROM stats.incidents")]
    counts = [sum(first <= day < after for day in days) for first, after in pairwise(quarters)]
    ((total, areas, agencies),) = figures(
        "SELECT count(*), count(DISTINCT area), count(DISTINCT agency_id) FROM stats.incidents"
    )

    assert all(35 <= count <= 75 for count in counts[:-1])
    assert sum(counts) == total
    assert 350 <= total <= 450
    assert (areas, agencies) == (8, 5)


@pytest.mark.slow
def test_it_has_cases_in_every_state(demo: str) -> None:
    assert {state for (state,) in figures("SELECT DISTINCT state FROM stats.cases")} == set(State)


@pytest.mark.slow
def test_it_has_a_conference_last_week_and_one_next_week(demo: str) -> None:
    today = timezone.localdate()
    with transaction.atomic(), acting(chair := person("dina@safety.example.org")):
        held = {
            timezone.localdate(conference.held_at): conference.state
            for conference in Conference.objects.filter(chairing_agency_id=chair.agency_id)
        }

    assert held[in_week(today, -1, 3)] == ConferenceState.FINALISED
    assert held[in_week(today, 1, 1)] == ConferenceState.CONVENED


@pytest.mark.slow
def test_it_has_overdue_actions_of_several_agencies(demo: str) -> None:
    with transaction.atomic(), acting(person("alma@safety.example.org")):
        late = Action.objects.filter(state=ActionState.OPEN, due_on__lt=timezone.localdate())
        assert {"Bobbin Homes", "Quillhaven Police"} <= set(late.values_list("agency__name", flat=True))


@pytest.mark.slow
def test_a_panel_has_its_agenda_and_agencies_bring_what_they_know(demo: str) -> None:
    with transaction.atomic(), acting(corin := person("corin@safety.example.org")):
        conference = Conference.objects.get(panel__isnull=False)
        waiting = queue_of(panels_of(corin).get(), visible_referrals(corin))
        items = visible_items(corin).filter(conference=conference)
        late = {each.item.case.lead_agency.code: set(each.awaited) for each in awaited_at(items)}
        returns = [(each.answer, each.says_withheld) for each in ResearchReturn.objects.filter(item__in=items)]

    assert len(waiting) == 2
    assert returns_due_on(conference) == working_day_before(timezone.localdate(), 1)
    assert late == {
        "SAFE": {"Community Safety", "Schools Service"},
        "LEARN": {"Community Safety", "Quillhaven Police", "Saltmarrow Health", "Schools Service"},
        "HOMES": {"Bobbin Homes", "Community Safety", "Saltmarrow Health"},
        "POL": {"Bobbin Homes", "Community Safety", "Quillhaven Police"},
    }
    assert sorted(returns) == [("known", False), ("known", True), ("nothing_known", False), ("nothing_known", False)]


@pytest.mark.slow
def test_minutes_go_round_and_have_been_amended(demo: str) -> None:
    with transaction.atomic(), acting(person("dina@safety.example.org")):
        versions = list(Minutes.objects.filter(edition=Edition.FINAL, version=2).values_list("conference__state"))
        asked = [(each.agency.code, hasattr(each, "answer")) for each in Correction.objects.select_related("agency")]
        remedies = set(RemedyEntry.objects.values_list("remedy__code", "standing"))

    assert versions == [("finalised",)]
    assert sorted(asked) == [("POL", False), ("YOUTH", False)]
    assert remedies == {
        ("mediation", "refused"),
        ("acceptable_behaviour_contract", "chosen"),
        ("acceptable_behaviour_contract", "breached"),
        ("community_protection_warning", "chosen"),
    }


@pytest.mark.slow
def test_victims_were_asked_how_they_were_treated(demo: str) -> None:
    found = dict(figures("SELECT outcome, count(*) FROM stats.satisfaction GROUP BY 1"))
    assert set(found) == {"answered", "declined", "not_reached"}
    assert found["answered"] > 20
    assert ("satisfaction/whole_experience/percent", 90) in figures("SELECT measure, value FROM stats.targets")


@pytest.mark.slow
def test_somebody_else_looks_at_levels_and_decisions(demo: str) -> None:
    with transaction.atomic(), acting(hugh := person("hugh@safety.example.org")):
        cases = visible_cases(hugh).filter(lead_agency_id=hugh.agency_id)
        assert waiting_for_countersignature(cases).exists()
        assert open_lowerings(cases).count() == 1
        assert list(LoweringAnswer.objects.values_list("verdict", flat=True)) == ["confirmed"]
        assert [bool(plan.review_found) for plan in WorkPlan.objects.all()] == [True, False]
        assert open_tasks(cases).count() == 1


@pytest.mark.slow
def test_whether_subjects_are_known_without_a_crime_has_been_decided_and_waits(demo: str) -> None:
    with transaction.atomic(), acting(alma := person("alma@safety.example.org")):
        asked = [to_do.text for to_do in what_waits(alma)]
        outcomes = set(ProportionalityTest.objects.values_list("outcome", flat=True))

    assert 1 <= len(asked) <= 5
    assert all(text.startswith("Decide whether the data of a subject") for text in asked)
    assert outcomes == {"keep", "not_keep"}


@pytest.mark.slow
def test_it_has_referrals_waiting_accepted_and_declined(demo: str) -> None:
    with transaction.atomic(), acting(person("alma@safety.example.org")):
        states = set(Referral.objects.values_list("state", flat=True))

    assert {ReferralState.OFFERED, ReferralState.ACCEPTED, ReferralState.DECLINED} <= states


@pytest.mark.slow
def test_its_last_quarter_is_reported_and_lay_members_have_their_pack(demo: str) -> None:
    pdf = {"pdf"} if pdf_is_available() else set()
    with transaction.atomic(), acting(person("priya@safety.example.org")):
        run_, release = ReportRun.objects.get(), Release.objects.get()
        assert set(Loading.objects.values_list("kind", flat=True)) == set(Kind)
        assert set(ReportFile.objects.values_list("format", flat=True)) == {"csv", "json", "ods"} | pdf
        assert set(ReleaseFile.objects.values_list("format", flat=True)) == {"csv", "html", "json", "ods"} | pdf
        rates = stored(run_).table("rates").column("per_1000")

    since = quarters_until(timezone.localdate())[-3]
    assert (run_.report, run_.state, run_.period_from) == ("quarterly", RunState.STORED, since)
    assert (release.state, release.audience, len(release.signed_texts)) == ("published", "lay", 3)
    assert sum(isinstance(rate, float) for rate in rates) == 9


@pytest.mark.slow
def test_nothing_lies_in_the_future_and_everything_is_logged(demo: str) -> None:
    with transaction.atomic(), acting(person("grete@safety.example.org")):
        events = Event.objects.order_by("at")
        first, last = events[0], events.reverse()[0]
        recorded = events.filter(verb="incident.record").count()

    assert last.at <= timezone.now()
    assert timezone.localdate(first.at) >= quarters_until(timezone.localdate())[0]
    assert [(recorded,)] == figures("SELECT count(*) FROM stats.incidents")


@pytest.mark.slow
def test_access_follows_the_story(demo: str) -> None:
    with transaction.atomic(), acting(person("alma@safety.example.org")):
        shared = CaseAccess.objects.exclude(reason="lead").exclude(live_from=None)
        assert shared.filter(reason="conference", live_from__gt=timezone.now() - timedelta(hours=12)).count() == 0
        assert shared.filter(live_until__lt=timezone.now()).exists()


@pytest.mark.slow
def test_no_post_of_two_years_goes_out(demo: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM app.waiting_notices(1000)")
        (waiting,) = cursor.fetchone()

    assert waiting < 40
    assert mail.outbox == []


@pytest.mark.slow
def test_one_person_of_each_role_can_sign_in_and_begin(demo: str) -> None:
    for email in sorted({email for _, _, _, email, _ in sign_ins()[: len(Role)]}):
        browser = Client()
        answer = browser.post("/account/sign-in/", {"login": email, "password": partnership().password}, follow=True)
        assert "What needs you today" in answer.content.decode(), email


@pytest.mark.slow
def test_the_sign_in_page_names_one_person_of_each_role(demo: str) -> None:
    page = Client().get("/account/sign-in/").content.decode()

    assert [email for _, _, _, email, _ in sign_ins()[: len(Role)] if email not in page] == []
    assert "marigold-demo" in page


@pytest.mark.slow
def test_agencies_and_people_are_those_of_the_plan(demo: str) -> None:
    names = {actor.agency_name for actor in everybody()}

    assert names == {agency.name for agency in partnership().agencies}
    assert len(names) == 9
