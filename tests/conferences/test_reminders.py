"""Reminders: once a day each, of what is new, with counts alone; late actions reach the Responsible Person."""

from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch
from uuid import UUID

import pytest
from django.core import mail as outbox
from django.utils import timezone

from cases.models import CaseAccess
from conferences import tasks
from conferences.actions import answers, digests, finalising, items
from conferences.actions.due_days import set_due_days
from conferences.models import Action, ActionState, Digest, Panel, Reminder, Stage
from conferences.reminders import is_escalated, stage_of
from conferences.waiting_after import to_dos
from partners.actions.mail import send
from partners.actor import Actor
from partners.models import Membership, Notice, Partnership, User
from partners.queries import notices_for
from partners.roles import Role
from partners.scope import acting, scope
from tests.cases.given import end
from tests.conferences.after import Held, held
from tests.conferences.panels import planned
from tests.personas import SINCE, World

DUE = date(2026, 3, 29)
"""The night before it the clocks go forward."""


@pytest.mark.parametrize(
    ("days", "stage"),
    [
        (-4, None),
        (-3, (Stage.SOON, 0)),
        (0, (Stage.SOON, 0)),
        (1, (Stage.LATE, 0)),
        (7, (Stage.LATE, 0)),
        (8, (Stage.LATE, 1)),
        (15, (Stage.LATE, 2)),
    ],
)
def test_from_when_and_how_often_an_action_is_reminded_of(days: int, stage: tuple[Stage, int] | None) -> None:
    assert stage_of(DUE, DUE + timedelta(days=days)) == stage


@pytest.mark.parametrize(("days", "limit", "expected"), [(6, 7, False), (7, 7, True), (0, 0, False), (1, 0, True)])
def test_when_a_late_action_is_escalated(days: int, limit: int, expected: bool) -> None:
    assert is_escalated(DUE, DUE + timedelta(days=days), limit) is expected


@pytest.fixture
def meeting(world: World) -> Held:
    """The two-item conference, finalised: one action each for Housing, Harbour and the unit, due in fourteen days."""
    made = held(world)
    with acting(world.dana):
        finalising.finalise(actor=world.dana, conference=made.conference)
    return made


def due_day(world: World) -> date:
    with acting(world.bob):
        day = Action.objects.get().due_on
    assert day is not None
    return day


def reminded(actor: Actor, day: date) -> bool:
    return digests.remind(user_id=actor.person, day=day)


def subjects(actor: Actor) -> list[str]:
    with scope(user_id=actor.person):
        return list(Notice.objects.filter(kind="reminder").order_by("created_at").values_list("subject", flat=True))


def test_each_stage_is_told_once_however_often_the_task_runs(world: World, meeting: Held) -> None:
    due = due_day(world)
    days = [due + timedelta(days=number) for number in (-4, -3, -3, -2, 0, 1, 2, 8)]
    assert [reminded(world.bob, day) for day in days] == [False, True, False, False, False, True, False, True]
    assert subjects(world.bob) == ["1 due soon", "1 late", "1 late"]
    with acting(world.bob):
        rows = Reminder.objects.order_by("digest__day").values_list("stage", "round", "digest__day")
        assert list(rows) == [
            ("soon", 0, due - timedelta(days=3)),
            ("late", 0, due + timedelta(days=1)),
            ("late", 1, due + timedelta(days=8)),
        ]
        answers.answer(actor=world.bob, action=Action.objects.get(), state=ActionState.DONE, note="Done.")
    assert not reminded(world.bob, due + timedelta(days=13))


def test_a_task_that_did_not_run_for_days_forgets_nobody(world: World, meeting: Held) -> None:
    due = due_day(world)
    assert reminded(world.bob, due + timedelta(days=10))
    assert (subjects(world.bob), reminded(world.bob, due + timedelta(days=11))) == (["1 late"], False)


def test_two_workers_at_once_write_one_digest(world: World, meeting: Held) -> None:
    """The second has seen no digest yet when it writes its own: the database refuses it."""
    day = due_day(world)
    assert reminded(world.bob, day)
    with (
        patch.object(Digest.objects, "filter", return_value=Digest.objects.none()),
        patch("conferences.actions.digests.new_among", side_effect=lambda dues, _: dues),
    ):
        assert not reminded(world.bob, day)
    assert subjects(world.bob) == ["1 due soon"]


def test_whoever_took_the_action_by_name_is_reminded_alone(world: World, meeting: Held) -> None:
    other = colleague(world)
    day = timezone.localdate(meeting.conference.held_at)
    named = held(world)
    with acting(world.dana):
        items.add_action(
            actor=world.dana,
            item=named.first,
            agency_id=world.housing.pk,
            task="What Bob does",
            due_on=day,
            person_id=world.bob.person,
        )
        finalising.finalise(actor=world.dana, conference=named.conference)
    assert reminded(world.bob, day)
    assert not digests.remind(user_id=other, day=day)
    with scope(user_id=other):
        assert not Notice.objects.filter(kind="action_agreed", subject="").exists()
    Membership.objects.filter(user_id=world.bob.person).update(until=day - timedelta(days=1))
    assert digests.remind(user_id=other, day=day + timedelta(days=1))


def colleague(world: World) -> UUID:
    """Another caseworker of Housing."""
    user = User.objects.create(email="olga@example.org", name="Olga")
    seat = {"agency": world.housing, "partnership": world.partnership, "since": SINCE}
    Membership.objects.create(user=user, role=Role.CASEWORKER, **seat)
    return user.pk


def test_a_late_action_reaches_the_responsible_person_after_the_partnerships_days(world: World, meeting: Held) -> None:
    due = due_day(world)
    Partnership.objects.filter(pk=world.partnership.pk).update(escalation_days=5)
    assert [reminded(world.heidi, due + timedelta(days=number)) for number in (1, 4, 5, 6, 12)] == [
        True,
        False,
        True,
        False,
        False,
    ]
    assert subjects(world.heidi) == ["1 late", "1 escalated"]


def test_the_message_holds_counts_and_a_link_and_the_site_only_when_asked(world: World, meeting: Held) -> None:
    due = due_day(world)
    assert reminded(world.bob, due)
    with scope(user_id=world.bob.person):
        notice = Notice.objects.get(kind="reminder")
    assert send(notice_id=notice.pk, user_id=world.bob.person)
    (message,) = outbox.outbox
    assert message.to == ["bob@example.org"]
    assert "1 due soon" in message.subject
    assert "/actions/" in message.body
    for hidden in (meeting.first.case.reference, "What Ashbridge Housing does", "Bob"):
        assert hidden not in message.subject + str(message.body)
    with acting(world.bob):
        assert not notices_for(world.bob).filter(kind="reminder").exists()
    browser = world.client(world.bob)
    page = browser.post("/actions/reminders/", {"in_app": "yes"}, follow=True).content.decode()
    assert "Remind me by email alone" in page
    assert reminded(world.bob, due + timedelta(days=1))
    with acting(world.bob):
        assert [each.subject for each in notices_for(world.bob).filter(kind="reminder")] == ["1 late"]


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        (datetime(2026, 3, 29, 5, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 29, 6, 0, tzinfo=UTC), True),
        (datetime(2026, 10, 25, 6, 59, tzinfo=UTC), False),
        (datetime(2026, 10, 25, 7, 0, tzinfo=UTC), True),
    ],
)
def test_people_are_reminded_from_seven_in_the_morning_in_london(
    world: World,
    moment: datetime,
    sent: bool,
) -> None:
    """On the days on which the clocks change, too."""
    asked: list[tuple[str, str]] = []
    with (
        patch.object(timezone, "now", return_value=moment),
        patch.object(tasks.send_reminder, "delay", side_effect=lambda *given: asked.append(given)),
    ):
        tasks.send_reminders()
    day = timezone.localtime(moment).date().isoformat()
    everybody = {"alice", "bob", "charlie", "dana", "heidi", "judy"}
    expected = {(str(actor.person), day) for name, actor in world.people().items() if name in everybody}
    assert set(asked) == (expected if sent else set())


def test_agencies_are_told_some_days_before_their_access_ends(world: World, meeting: Held) -> None:
    last = meeting.conference.access_until
    with acting(world.bob):
        answers.answer(actor=world.bob, action=Action.objects.get(), state=ActionState.DONE, note="Done.")
    assert [reminded(world.bob, last - timedelta(days=number)) for number in (8, 7, 6)] == [False, True, False]
    assert subjects(world.bob) == ["1 access ending"]
    assert not reminded(world.dana, last - timedelta(days=7)) or subjects(world.dana) == ["1 late"]
    with acting(world.dana):
        access = CaseAccess.objects.get(agency=world.housing)
    end(world.dana, access)
    with acting(world.bob):
        assert [to_do.text for to_do in to_dos(world.bob)] == []


def test_what_is_due_at_the_next_meeting_gets_its_day_when_that_is_known(world: World) -> None:
    made = held(world)
    with acting(world.dana):
        action = items.add_action(
            actor=world.dana,
            item=made.first,
            agency_id=world.housing.pk,
            task="Report back",
            due_on=None,
            at_next_meeting=True,
        )
        assert (action.due_on, action.due_at_next_meeting) == (None, True)
        finalising.finalise(actor=world.dana, conference=made.conference)
        panel = Panel.objects.get()
    following = planned(world, panel, days=28)
    with acting(world.bob):
        action.refresh_from_db()
        assert action.due_on == timezone.localdate(following.held_at)
    later = planned(world, panel, days=56)
    with acting(world.dana):
        set_due_days(later)
    with acting(world.bob):
        action.refresh_from_db()
        assert action.due_on == timezone.localdate(following.held_at)
