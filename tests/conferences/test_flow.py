"""From convening to answered actions: states, access, notices, audit and what is refused."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from cases.closure import blockers_of
from cases.models import CaseAccess
from cases.models.access import Reason
from cases.policy import sections_of, visible_cases
from cases.sections import Section
from cases.states import State
from conferences.actions import answers, attendance, calling_off, finalising, items, notes
from conferences.actions.attendance import Attendee
from conferences.minutes import digest
from conferences.models import Action, ActionState, Attendance, ConferenceState, Edition, Minutes
from conferences.models.attendance import Presence
from conferences.policy import visible_actions, visible_conferences
from conferences.versions import version_for
from conferences.waiting import to_dos
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.models import Notice
from partners.scope import acting, scope
from tests.cases.given import closed_case
from tests.conferences.meetings import a_case, a_conference, a_meeting, finalised, write_up
from tests.personas import World


def notices_of(actor: Actor) -> set[tuple[str, str]]:
    with scope(user_id=actor.user_id):
        return set(Notice.objects.exclude(kind__startswith="calendar_").values_list("kind", "subject"))


def test_convening_shares_the_named_sections_until_the_set_date_and_tells_people(world: World) -> None:
    with acting(world.alice):
        case = a_case(world.alice)
        meeting = a_meeting(world)
        conference = a_conference(world, case)
        access = CaseAccess.objects.get(case=case, reason=Reason.CONFERENCE)
    assert case.state == State.IN_CONFERENCE
    assert (access.agency_id, access.sections) == (world.housing.pk, ["risk", "summary"])
    last_moment = timezone.localtime(access.live_until) - timedelta(seconds=1)
    assert (last_moment.date(), last_moment.hour) == (meeting.access_until, 23)
    with acting(world.bob):
        assert sections_of(world.bob, case) == {Section.RISK, Section.SUMMARY}
        item = conference.items.get()
        assert [to_do.path for to_do in to_dos(world.bob)] == [
            f"/conferences/{conference.pk}/",
            f"/conferences/items/{item.pk}/return/",
        ]
    assert notices_of(world.bob) == {("conference_invited", case.reference)}
    assert notices_of(world.dana) == {("conference_chairing", case.reference)}
    assert notices_of(world.charlie) == notices_of(world.alice) == set()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"invited": {}}, "Invite at least one other agency."),
        ({"access_until": timezone.localdate()}, "Access has to last until the day of the meeting or later."),
    ],
)
def test_what_does_not_fit_a_meeting_is_refused(world: World, changes: dict[str, object], sentence: str) -> None:
    with acting(world.alice):
        case = a_case(world.alice)
        with pytest.raises(NotPossible) as refusal:
            a_conference(world, case, **changes)
        assert (str(refusal.value), case.state) == (sentence, State.MULTI_AGENCY)


def test_only_agencies_of_the_partnership_and_chairs_of_the_lead_agency(world: World) -> None:
    with acting(world.alice):
        case = a_case(world.alice)
        with pytest.raises(NotPossible, match="Only other agencies of the partnership"):
            a_conference(world, case, invited={world.elsewhere.pk: []})
        with pytest.raises(NotPossible, match="Only other agencies of the partnership"):
            a_conference(world, case, invited={world.unit.pk: []})
        for person in (world.bob, world.erin, world.frank, world.grace):
            with pytest.raises(NotPossible, match="The chair has to be"):
                a_conference(world, case, chair_id=person.person)


def test_a_conference_follows_the_decision_and_stands_alone(world: World) -> None:
    with acting(world.alice):
        with pytest.raises(NotPossible, match="follows the decision"):
            a_conference(world, a_case(world.alice, way=[State.ASSESSED]))
        case = a_case(world.alice)
        a_conference(world, case)
        with pytest.raises(NotPossible, match="convened already"):
            a_conference(world, case)


def test_a_closed_case_is_re_opened_before_a_conference(world: World) -> None:
    case = closed_case(world.alice)
    with acting(world.alice), pytest.raises(NotPossible, match="case is closed"):
        a_conference(world, case)
    page = world.client(world.alice).get(reverse("case_page", args=[case.reference])).content.decode()
    reason = page.split('id="why-not-convene-a-conference">')[1].split("</p>")[0]
    assert reason == "This case is closed. Re-open it first."


def test_the_minutes_name_what_is_missing(world: World) -> None:
    with acting(world.alice):
        case = a_case(world.alice)
        conference = a_conference(world, case)
    with acting(world.dana):
        people = [
            Attendee(world.housing.pk, "Bob", Presence.OBSERVER),
            Attendee(world.unit.pk, "Heidi", Presence.APOLOGIES),
        ]
        attendance.record(actor=world.dana, conference=conference, people=people)
        with pytest.raises(NotPossible) as refusal:
            finalising.finalise(actor=world.dana, conference=conference)
    assert str(refusal.value) == (
        "Record who is present. Bob has not confirmed confidentiality."
        f" Write down the decision about case {case.reference}."
    )


def test_attendance_of_one_person_is_one_row(world: World) -> None:
    with acting(world.alice):
        conference = a_conference(world, a_case(world.alice))
    with acting(world.dana):
        bob = Attendee(world.housing.pk, "Bob", Presence.PRESENT, is_confirmed=True)
        for person in (bob, Attendee(world.housing.pk, "bob", Presence.OBSERVER, is_confirmed=True)):
            attendance.record(actor=world.dana, conference=conference, people=[person])
        (row,) = Attendance.objects.all()
        assert (row.name, row.presence) == ("Bob", "observer")
        confirmed = row.confidentiality_confirmed_at
        attendance.record(actor=world.dana, conference=conference, people=[bob])
        row.refresh_from_db()
        assert row.confidentiality_confirmed_at == confirmed
        attendance.record(actor=world.dana, conference=conference, people=[], removed=[row.pk])
        assert list(Attendance.objects.all()) == []
        stranger = Attendee(world.harbour.pk, "Charlie", Presence.PRESENT)
        with pytest.raises(NotPossible, match="takes no part"):
            attendance.record(actor=world.dana, conference=conference, people=[stranger])


def test_finalising_numbers_hashes_and_moves_on(world: World) -> None:
    review_on = timezone.localdate() + timedelta(days=60)
    with acting(world.alice):
        case = a_case(world.alice)
        conference = a_conference(world, case)
    with acting(world.dana):
        item = write_up(world, conference)
        written = notes.Notes(item.discussion, item.decision, review_on)
        notes.save(actor=world.dana, item=item, notes=written, versions=notes.versions_of(item))
        minutes = finalising.finalise(actor=world.dana, conference=conference)
        stored = Minutes.objects.get(pk=minutes.pk)
        content = version_for(world.dana, conference, Edition.FINAL).content
        case.refresh_from_db()
    assert (conference.number, conference.state) == (1, ConferenceState.FINALISED)
    assert (case.state, case.review_on) == (State.IN_ACTION, review_on)
    assert stored.content_sha256 == digest(content)
    assert [(person["name"], person["agency"], bool(person["confirmed_at"])) for person in content["present"]] == [
        ("Bob", "Ashbridge Housing", True),
        ("Dana", "Hate Crime Unit", True),
    ]
    assert content["items"] == [
        {
            "reference": case.reference,
            "discussion": "Visits have become more frequent.",
            "decision": "Each agency acts by the end of the month.",
            "review_on": review_on.isoformat(),
            "actions": [
                {
                    "agency": "Ashbridge Housing",
                    "person": "",
                    "task": "Fit a new lock",
                    "due_on": timezone.localdate(conference.held_at).isoformat(),
                }
            ],
        }
    ]
    assert notices_of(world.bob) == {("conference_invited", case.reference), ("action_agreed", case.reference)}


def test_minutes_are_numbered_one_after_the_other(world: World) -> None:
    numbers = []
    for _ in range(3):
        with acting(world.alice):
            conference = a_conference(world, a_case(world.alice))
        with acting(world.dana):
            finalised(world, conference)
        numbers.append(conference.number)
    assert numbers == [1, 2, 3]


def test_nothing_of_finalised_minutes_can_be_changed(world: World) -> None:
    with acting(world.alice):
        conference = a_conference(world, a_case(world.alice))
    with acting(world.dana):
        item = write_up(world, conference)
        finalising.finalise(actor=world.dana, conference=conference)
        action = Action.objects.get()
        deeds: list[Callable[[], object]] = [
            lambda: attendance.record(actor=world.dana, conference=conference, people=[]),
            lambda: notes.save(
                actor=world.dana, item=item, notes=notes.Notes("", ""), versions=notes.versions_of(item)
            ),
            lambda: items.add_action(
                actor=world.dana, item=item, agency_id=world.unit.pk, task="Late", due_on=action.due_on
            ),
            lambda: items.remove_action(actor=world.dana, item=item, action_id=action.pk),
            lambda: finalising.finalise(actor=world.dana, conference=conference),
            lambda: calling_off.call_off(actor=world.dana, conference=conference),
        ]
        for deed in deeds:
            with pytest.raises(NotPossible, match="The minutes are final"):
                deed()


def test_only_the_chair_and_panel_chairs_of_the_agency_write(world: World) -> None:
    with acting(world.alice):
        conference = a_conference(world, a_case(world.alice))
        with pytest.raises(NotPermitted, match="Only Dana, who chairs this conference"):
            attendance.record(actor=world.alice, conference=conference, people=[])
        chaired = a_conference(world, a_case(world.alice), chair_id=world.alice.person)
        attendance.record(actor=world.alice, conference=chaired, people=[])
    with acting(world.bob), pytest.raises(NotPermitted, match="Only the agency that chairs"):
        attendance.record(actor=world.bob, conference=conference, people=[])


def test_calling_off_takes_back_the_access_and_the_drafts(world: World) -> None:
    with acting(world.alice):
        case = a_case(world.alice)
        conference = a_conference(world, case)
    with acting(world.dana):
        write_up(world, conference)
    with acting(world.alice):
        calling_off.call_off(actor=world.alice, conference=conference)
        case.refresh_from_db()
        assert (case.state, list(Action.objects.all())) == (State.MULTI_AGENCY, [])
        assert a_conference(world, case).state == ConferenceState.CONVENED
    assert ("conference_called_off", case.reference) in notices_of(world.bob)


def test_calling_off_ends_what_the_invited_see(world: World) -> None:
    with acting(world.alice):
        conference = a_conference(world, a_case(world.alice))
        calling_off.call_off(actor=world.alice, conference=conference)
    with acting(world.bob):
        assert (list(visible_cases(world.bob)), list(visible_conferences(world.bob))) == ([], [])


def test_an_action_is_answered_once_by_its_owner_with_a_note(world: World) -> None:
    with acting(world.alice):
        case = a_case(world.alice)
        conference = a_conference(world, case)
    with acting(world.dana):
        finalised(world, conference)
        action = visible_actions(world.dana).get()
        with pytest.raises(NotPermitted, match="Only Ashbridge Housing"):
            answers.answer(actor=world.dana, action=action, state=ActionState.DONE, note="Done")
        assert action.due_on
        day = f"{action.due_on.day} {action.due_on:%B %Y}"
        assert blockers_of(case)[-1] == f"1 action is still open: Ashbridge Housing, due {day}."
    with acting(world.bob):
        action = visible_actions(world.bob).get()
        with pytest.raises(NotPossible, match="Say what was done"):
            answers.answer(actor=world.bob, action=action, state=ActionState.DONE, note="  ")
        answers.answer(actor=world.bob, action=action, state=ActionState.NOT_POSSIBLE, note="The door is listed")
        assert (action.state, action.note, action.answered_by_id) == (
            "not_possible",
            "The door is listed",
            world.bob.user_id,
        )
        with pytest.raises(NotPossible, match="answered already"):
            answers.answer(actor=world.bob, action=action, state=ActionState.DONE, note="After all")
    with acting(world.alice):
        assert [sentence for sentence in blockers_of(case) if "action" in sentence] == []
    assert ("action_answered", case.reference) in notices_of(world.dana)


def test_a_conference_without_minutes_keeps_the_case_open(world: World) -> None:
    with acting(world.alice):
        case = a_case(world.alice)
        conference = a_conference(world, case)
        held = timezone.localtime(conference.held_at)
        assert (
            f"The case conference of {held.day} {held:%B %Y} has no final minutes: finalise them, or call it off."
            in blockers_of(case)
        )


def test_every_act_is_in_the_log(world: World) -> None:
    with acting(world.alice):
        case = a_case(world.alice)
        conference = a_conference(world, case)
    with acting(world.dana):
        finalised(world, conference)
    with acting(world.bob):
        action = visible_actions(world.bob).get()
        answers.answer(actor=world.bob, action=action, state=ActionState.DONE, note="Lock fitted")
    with scope(partnership_id=world.partnership.pk, agency_id=world.unit.pk, roles=world.grace.roles):
        verbs = set(Event.objects.filter(subject=case.reference).values_list("verb", flat=True))
    assert verbs == {
        "action.add",
        "action.answer",
        "case.move",
        "case.share",
        "conference.attendance",
        "conference.convene",
        "conference.finalise",
        "conference.write",
    }
