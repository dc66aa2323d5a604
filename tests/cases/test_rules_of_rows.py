"""Checks that look rows up, each alone: who is refused, and with which sentence."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone
from pytest_django import Settings

from cases import rules
from cases.actions.documents import remove
from cases.actions.proportionality import weigh
from cases.actions.remedies import put_in
from cases.models import EmergencyAccess, IncidentDraft, InstrumentVersion, Person
from cases.models.decision import Choice
from cases.models.incident import Kind
from cases.models.person import Part
from cases.models.remedy import Standing as RemedyStanding
from cases.queries_instruments import held_by
from cases.rules_counter import check_may_mark_counter
from cases.rules_documents import check_may_add
from cases.rules_instruments import check_may_publish, check_may_upload
from cases.rules_proportionality import check_is_not_needed, check_may_go
from cases.rules_remedies import RemedyFacts, check_may_keep_remedies
from cases.rules_transfers import check_gateway
from cases.sections import Section
from cases.states import State
from partners.scope import acting
from tests.cases.given import VICTIM, decided_case, new_case, shared
from tests.cases.test_documents import add
from tests.cases.test_proportionality import SUBJECT, dropping
from tests.personas import World
from tests.refusing import refusal

CLOSED = "This case is closed. Re-open it first."


def test_a_case_in_sight_opens_no_other(world: World) -> None:
    """Bob sees a case of his own; nothing is logged on one of Alice's all the same."""
    own, hidden = new_case(world.bob), new_case(world.alice)
    ended = "Your agency's access to this case has ended."
    of_draft = "Your agency's access to the case of this draft has ended."
    with acting(world.bob):
        assert refusal(rules.check_may_log, world.bob) == refusal(rules.check_may_log, world.bob, own) == ""
        assert refusal(rules.check_may_log, world.bob, hidden) == ended
        drafts = {case: IncidentDraft(case=case) for case in (None, own, hidden)}
        said = {case: refusal(rules.check_may_submit, world.bob, draft) for case, draft in drafts.items()}
    assert said == {None: "", own: "", hidden: of_draft}


def test_a_use_is_signed_off_once(world: World) -> None:
    case = decided_case(world.alice, Choice.MULTI_AGENCY)
    waiting = EmergencyAccess(user_id=world.charlie.person, case=case)
    done = EmergencyAccess(user_id=world.charlie.person, case=case, reviewed_at=timezone.now())
    with acting(world.heidi):
        assert refusal(rules.check_may_review, world.heidi, waiting) == ""
        assert refusal(rules.check_may_review, world.heidi, done) == "This use has been signed off already."


def test_a_closed_case_is_not_called_a_counter_allegation(world: World) -> None:
    case = new_case(world.alice)
    with acting(world.alice):
        assert refusal(check_may_mark_counter, world.alice, case) == ""
        case.state = State.CLOSED
        assert refusal(check_may_mark_counter, world.alice, case) == CLOSED


def test_documents_are_added_by_those_who_have_them_while_there_is_room(world: World, settings: Settings) -> None:
    settings.DOCUMENTS_A_CASE = 2
    case, full = new_case(world.alice), new_case(world.alice)
    shared(world.alice, case, world.housing, *(set(Section) - {Section.DOCUMENTS}))
    first, _ = add(world.alice, full), add(world.alice, full)
    with acting(world.bob):
        said = "Your agency has not been given the documents of this case."
        assert refusal(check_may_add, world.bob, case) == said
    with acting(world.alice):
        assert refusal(check_may_add, world.alice, case) == ""
        assert refusal(check_may_add, world.alice, full) == "This case has 2 documents already. Remove one first."
        remove(actor=world.alice, document=first)
        assert refusal(check_may_add, world.alice, full) == ""
        case.state = State.CLOSED
        assert refusal(check_may_add, world.alice, case) == CLOSED


def test_a_closed_case_gets_no_remedy(world: World) -> None:
    case = new_case(world.alice)
    with acting(world.alice):
        assert refusal(check_may_keep_remedies, world.alice, case) == ""
        case.state = State.CLOSED
        assert refusal(check_may_keep_remedies, world.alice, case) == CLOSED


def test_data_goes_when_the_test_of_this_very_person_says_so(world: World) -> None:
    """Another subject's test, and a remedy that binds another, say nothing about this one."""
    kind = Kind.INCIDENT
    case = new_case(world.alice, kind=kind, people=(VICTIM, SUBJECT, replace(SUBJECT, name="Canary Other")))
    with acting(world.alice):
        person, other = Person.objects.select_related("incident").filter(case=case, part=Part.SUBJECT)
        untested = "Only what a test says is not kept can be erased. Record the test first."
        assert refusal(check_may_go, person) == refusal(check_may_go, other) == untested
        weigh(actor=world.alice, case=case, person=person, facts=dropping())
        assert [refusal(check_may_go, each) for each in (person, other)] == ["", untested]
        chosen = RemedyFacts(standing=RemedyStanding.CHOSEN)
        put_in(actor=world.alice, case=case, person=other, code="mediation", facts=chosen)
        in_force = "A remedy is in force for this subject. Record that it has ended before their data goes."
        assert [refusal(check_is_not_needed, each) for each in (person, other)] == ["", in_force]


def test_versions_of_another_instrument_stand_in_nobodys_way(world: World) -> None:
    today = timezone.localdate()
    (ours,) = [each for each in held_by(world.partnership.pk) if each.instrument.key == "hate_crime"]
    later = replace(ours, starts=today + timedelta(days=9), upload=InstrumentVersion())
    other = replace(later, instrument=replace(ours.instrument, key="another", version=ours.instrument.version + 5))
    new = replace(ours, instrument=replace(ours.instrument, version=ours.instrument.version + 1), starts=None)
    frank = world.frank
    assert refusal(check_may_upload, frank, replace(new.instrument, fingerprint="new"), [ours, other]) == ""
    assert refusal(check_may_publish, frank, new, [ours, other], today, today) == ""
    assert refusal(check_may_publish, frank, new, [ours, later], today, today).startswith("This version would begin")


def test_a_refused_consent_matters_to_consent_alone(world: World) -> None:
    case = new_case(world.alice, consent="refused")
    with acting(world.alice):
        said = "Consent to share was refused in this case. Choose another legal basis."
        assert refusal(check_gateway, case, "consent") == said
        assert refusal(check_gateway, case, "crime_and_disorder_act_s115") == ""
