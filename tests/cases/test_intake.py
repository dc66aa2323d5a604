"""Recording an incident: what is written, who is told, and what is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from audit.models import Event
from cases.actions.intake import record
from cases.limits import decision_due
from cases.models import Account, Case, CaseAccess, Incident, Move, Person, Term
from cases.models.access import Reason
from cases.models.incident import Kind
from cases.models.person import Part
from cases.moments import in_london, not_before
from cases.references import normalise
from cases.report import IncidentReport, PersonReport, problems_of
from cases.sections import ALL_SECTIONS
from cases.states import State
from cases.terms import Terms
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.models import Notice, Partnership
from partners.notices import sentence
from partners.scope import acting
from tests.cases.given import NAME, STORY, decided_case, end, further_incident, new_case, report, shared
from tests.personas import World


def notices(world: World, kind: str = "incident_logged") -> dict[str, list[Notice]]:
    """Return the notices of this kind by the name of the person told."""
    found = {}
    for name, actor in world.people().items():
        with acting(actor):
            if mine := list(Notice.objects.filter(user_id=actor.person, kind=kind)):
                found[name] = mine
    return found


def events(world: World, verb: str) -> list[tuple[str, dict[str, Any]]]:
    with acting(world.grace):
        return list(Event.objects.filter(verb=verb).order_by("at").values_list("subject", "facts"))


def test_an_incident_opens_a_case_of_the_agency_that_was_told(world: World) -> None:
    today = timezone.localdate()
    case = new_case(world.alice, recorded_on=today)
    assert (case.partnership, case.lead_agency_id, case.state) == (world.partnership, world.unit.pk, State.NEW)
    assert (case.opened_on, case.opened_by_id) == (today, world.alice.user_id)
    assert case.reference == normalise(case.reference)
    assert case.decision_due_on == decision_due(world.partnership, today)
    with acting(world.alice):
        (move,) = Move.objects.filter(case=case)
        assert (move.from_state, move.to_state) == ("", State.NEW)


def test_everything_reported_is_kept(world: World) -> None:
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(days=2)
    fields = {
        "occurred_from": start,
        "occurred_to": start + timedelta(hours=1),
        "kind": Kind.CRIME,
        "offence": "9B",
        "strands": ("religion", "race", "race"),
        "perceived_religion": ("sikh",),
        "reported_by": "witness",
        "flags": ("repeat", "cyber"),
        "premises": "online",
        "outcome": "charged",
        "consent": "given",
        "pack_given": True,
        "place": "Quay Street",
        "danger": "None now",
        "harm": "A broken window",
        "wanted": "That it stops",
        "people": (
            PersonReport(part=Part.VICTIM, name=NAME, age=27, sex="female", ethnicity="asian_indian"),
            PersonReport(part=Part.SUBJECT, description="Tall"),
        ),
    }
    case = new_case(world.alice, **fields)
    with acting(world.alice):
        (incident,) = Incident.objects.filter(case=case)
        assert (incident.agency_id, incident.recorded_by_id) == (world.unit.pk, world.alice.user_id)
        assert (incident.strands, incident.flags) == (["race", "religion"], ["cyber", "repeat"])
        assert incident.perceived_religion == ["sikh"]
        for name in ("occurred_from", "occurred_to", "kind", "offence", "reported_by", "premises", "outcome"):
            assert getattr(incident, name) == fields[name], name
        assert (incident.consent, incident.pack_given, incident.source) == ("given", True, "form")
        account = Account.objects.get(incident=incident)
        assert (account.description, account.place, account.danger) == (STORY, "Quay Street", "None now")
        assert (account.harm, account.wanted) == ("A broken window", "That it stops")
        people = {person.part: person for person in Person.objects.filter(incident=incident)}
        assert people.keys() == {Part.VICTIM, Part.SUBJECT}
        victim = people[Part.VICTIM]
        assert (victim.name, victim.age, victim.sex, victim.ethnicity) == (NAME, 27, "female", "asian_indian")


def test_the_agency_has_every_section_and_nobody_else_has_any(world: World) -> None:
    case = new_case(world.alice)
    with acting(world.alice):
        (access,) = CaseAccess.objects.filter(case=case)
        assert (access.agency_id, access.reason, access.live_until) == (world.unit.pk, Reason.LEAD, None)
        assert set(access.sections) == set(ALL_SECTIONS)
    for stranger in (world.bob, world.charlie, world.ivan, world.judy):
        with acting(stranger):
            rows = [table.objects.count() for table in (Case, CaseAccess, Incident, Account, Person)]
        assert rows == [0, 0, 0, 0, 0]


def test_the_responsible_person_and_the_monitors_are_told_and_nobody_else(world: World) -> None:
    case = new_case(world.alice)
    told = notices(world)
    assert {name: [(n.subject, n.path) for n in found] for name, found in told.items()} == {
        "heidi": [(case.reference, f"/cases/{case.reference}/")],
        "ivan": [(case.reference, "/monitoring/")],
    }


def test_a_notice_holds_nothing_personal(world: World) -> None:
    case = new_case(world.alice)
    found = notices(world)
    for notice in (found["heidi"][0], found["ivan"][0]):
        text = " ".join([sentence(notice), notice.path])
        assert sentence(notice) == f"Incident {case.reference} has been logged"
        assert not [word for word in (*NAME.split(), *STORY.split(), "race") if word in text.split()]


def test_the_email_is_asked_for_after_the_commit(
    world: World, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(
        "celery.current_app.send_task", lambda name, arguments: sent.append((name, arguments)), raising=False
    )
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        new_case(world.alice)
    assert len(callbacks) == 2
    told = notices(world)
    expected = {(str(notice.pk), str(notice.user_id)) for found in told.values() for notice in found}
    assert {name for name, _ in sent} == {"partners.tasks.email_notice"}
    assert {tuple(arguments) for _, arguments in sent} == expected


def test_the_responsible_person_who_logs_it_is_not_told_of_it(world: World) -> None:
    new_case(world.heidi)
    assert notices(world).keys() == {"ivan"}


def test_it_is_audited_without_a_word_of_it(world: World) -> None:
    case = new_case(world.alice)
    assert events(world, "incident.record") == [(case.reference, {"source": "form", "further": False})]
    with acting(world.grace):
        (event,) = Event.objects.filter(verb="incident.record")
        assert (event.user_id, event.agency_id) == (world.alice.user_id, world.unit.pk)
        assert event.owner_agency_id == world.unit.pk


def test_a_further_incident_belongs_to_the_case_and_reopens_its_decision(world: World) -> None:
    case = decided_case(world.alice)
    further = further_incident(world.alice, case, strands=("disability",))
    with acting(world.alice):
        case.refresh_from_db()
        assert case.state == State.ASSESSED
        assert further.case_id == case.pk
        assert Case.objects.count() == 1
        assert Incident.objects.filter(case=case).count() == 2
        assert CaseAccess.objects.filter(case=case).count() == 1
    assert events(world, "incident.record")[-1] == (case.reference, {"source": "form", "further": True})
    assert [len(found) for found in notices(world).values()] == [2, 2]


def test_a_further_incident_of_a_new_case_changes_no_state(world: World) -> None:
    case = new_case(world.alice)
    further_incident(world.dana, case)
    with acting(world.alice):
        case.refresh_from_db()
        assert case.state == State.NEW


def test_a_partner_with_access_adds_an_incident_of_its_own_and_the_lead_is_told(world: World) -> None:
    case = new_case(world.alice)
    shared(world.alice, case, world.housing)
    further = further_incident(world.bob, case)
    assert further.agency_id == world.housing.pk
    assert [len(notices(world)[name]) for name in ("heidi", "ivan")] == [2, 2]


@pytest.mark.parametrize("name", ["erin", "frank", "grace", "ivan"])
def test_other_roles_log_nothing(world: World, name: str) -> None:
    actor: Actor = getattr(world, name)
    with pytest.raises(NotPermitted, match="Your role does not include logging incidents"):
        new_case(actor)


def test_without_access_there_is_no_further_incident(world: World) -> None:
    case = new_case(world.alice)
    with pytest.raises(NotPermitted, match="Your agency's access to this case has ended"):
        further_incident(world.charlie, case)
    access = shared(world.alice, case, world.housing)
    end(world.alice, access)
    with pytest.raises(NotPermitted, match="access to this case has ended"):
        further_incident(world.bob, case)
    with acting(world.alice):
        assert Incident.objects.filter(case=case).count() == 1


def test_what_is_wrong_leaves_nothing_behind(world: World) -> None:
    with acting(world.alice):
        with pytest.raises(NotPossible, match="A crime needs an offence"):
            record(actor=world.alice, report=report(kind=Kind.CRIME))
        assert (Case.objects.count(), Incident.objects.count(), CaseAccess.objects.count()) == (0, 0, 0)
    assert notices(world) == {}
    assert events(world, "incident.record") == []


def test_a_taken_reference_is_drawn_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = new_case(world.bob).reference
    drawn = iter([taken, taken, "7KQ2-M9XD-4C"])
    monkeypatch.setattr("cases.actions.intake.new_reference", lambda: next(drawn))
    assert new_case(world.alice).reference == "7KQ2-M9XD-4C"


PROBLEMS = [
    ({"recorded_on": date(2999, 1, 1)}, {"recorded_on": "2999-01-01"}),
    ({"recorded_on": date(1899, 12, 31), "occurred_from": datetime(1899, 12, 31, tzinfo=UTC)}, None),
    ({"recorded_on": date(2026, 4, 1), "occurred_from": in_london(date(2026, 4, 2))}, {"occurred_from": "2026-04-02"}),
    ({"recorded_on": date(2999, 1, 2), "occurred_from": in_london(date(2999, 1, 1))}, None),
    ({"kind": Kind.CRIME}, {"offence": ""}),
    ({"offence": "x" * 161}, {"offence": "x" * 161}),
    ({"strands": ()}, {"strands": ""}),
    ({"strands": ("race", "rase")}, {"strands": "rase"}),
    ({"perceived_religion": ("jedi",)}, {"perceived_religion": "jedi"}),
    ({"reported_by": ""}, {"reported_by": ""}),
    ({"reported_by": "neighbour"}, {"reported_by": "neighbour"}),
    ({"flags": ("loud",)}, {"flags": "loud"}),
    ({"incident_type": "x"}, {"incident_type": "x"}),
    ({"area": "atlantis"}, {"area": "atlantis"}),
    ({"premises": "moon"}, {"premises": "moon"}),
    ({"outcome": "hanged"}, {"outcome": "hanged"}),
    ({"consent": "maybe"}, {"consent": "maybe"}),
    ({"legal_gateway": "consent"}, {"share_without_consent_reason": "consent"}),
    ({"share_without_consent_reason": "Because"}, {"share_without_consent_reason": ""}),
    ({"people": (PersonReport(part=Part.VICTIM, age=121),)}, {"victim_age": "121"}),
    ({"people": (PersonReport(part=Part.SUBJECT, age=-1),)}, {"suspect_age": "-1"}),
    ({"people": (PersonReport(part=Part.VICTIM, sex="x"),)}, {"victim_sex": "x"}),
    ({"people": (PersonReport(part=Part.SUBJECT, ethnicity="x"),)}, {"suspect_ethnicity": "x"}),
]


@pytest.mark.parametrize(("fields", "expected"), PROBLEMS)
def test_each_problem_names_its_answer_and_value(
    world: World, fields: dict[str, Any], expected: dict[str, str] | None
) -> None:
    with acting(world.alice):
        found = problems_of(report(**fields), Terms.of(world.partnership.pk))
    if expected is None:
        assert {problem.field for problem in found} == {"recorded_on", "occurred_from"}
    else:
        assert {problem.field: problem.value for problem in found} == expected


def test_several_problems_are_found_at_once(world: World) -> None:
    with acting(world.alice):
        wrong = report(kind=Kind.CRIME, strands=("a", "b"), area="atlantis")
        found = problems_of(wrong, Terms.of(world.partnership.pk))
    assert {(problem.field, problem.value) for problem in found} == {
        ("offence", ""),
        ("strands", "a"),
        ("strands", "b"),
        ("area", "atlantis"),
    }


def test_a_code_holds_only_in_its_time(world: World) -> None:
    with acting(world.alice):
        fields = {"partnership_id": world.partnership.pk, "vocabulary": "area", "label": "Old Town"}
        Term.objects.create(code="old_town", valid_to=date(2026, 3, 31), **fields)
        terms = Terms.of(world.partnership.pk)
    before = replace(_on(date(2026, 3, 31)), area="old_town")
    after = replace(_on(date(2026, 4, 1)), area="old_town")
    assert problems_of(before, terms) == []
    assert [problem.field for problem in problems_of(after, terms)] == ["area"]


def test_an_area_of_another_partnership_is_unknown(world: World) -> None:
    with acting(world.judy):
        Term.objects.create(partnership=world.other_partnership, vocabulary="area", code="north", label="North")
    with acting(world.alice), pytest.raises(NotPossible, match="“north” is not a known code"):
        record(actor=world.alice, report=report(area="north"))


def test_the_hour_that_came_twice_is_compared_as_it_passed(world: World) -> None:
    """On 26 October 2025 at two o'clock the clocks went back to one."""
    night = date(2025, 10, 26)
    start = in_london(night, time(1, 50))
    finish = not_before(in_london(night, time(1, 10)), start)
    assert finish.astimezone(UTC) - start.astimezone(UTC) == timedelta(minutes=20)
    with acting(world.alice):
        wanted = replace(_on(night), occurred_from=start, occurred_to=finish)
        incident = record(actor=world.alice, report=wanted)
        incident.refresh_from_db()
        assert incident.occurred_to is not None
        assert incident.occurred_to - incident.occurred_from == timedelta(minutes=20)


def _on(day: date) -> IncidentReport:
    return report(recorded_on=day, occurred_from=in_london(day))


def test_the_partnership_sets_the_limit_for_the_decision(world: World) -> None:
    Partnership.objects.filter(pk=world.partnership.pk).update(decision_limit_days=1)
    friday = date(2026, 4, 10)
    case = new_case(world.alice, recorded_on=friday, occurred_from=in_london(friday))
    assert case.decision_due_on == date(2026, 4, 13)
