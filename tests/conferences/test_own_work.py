"""What an agency gave itself to do stands beside what was agreed at conferences, and is reminded of like it."""

from datetime import timedelta

from django.utils import timezone

from audit.models import Event
from cases.actions.work import add_task, answer_task
from cases.models import Case, CaseTask
from cases.models.work import TaskOutcome
from conferences.actions import digests, finalising
from conferences.models import Reminder
from conferences.own_work import answered_jobs, jobs_of, jobs_to_do
from partners.actor import Actor
from partners.models import Notice
from partners.scope import acting, scope
from tests.cases.given import decided_case
from tests.conferences.after import held
from tests.personas import World

TODAY = timezone.localdate


def task(world: World, case: Case, owner: Actor, text: str, days: int) -> CaseTask:
    due_on = TODAY() + timedelta(days=days)
    with acting(world.alice):
        return add_task(actor=world.alice, case=case, owner_id=owner.person, task=text, due_on=due_on)


def jobs(actor: Actor) -> list[tuple[str, str]]:
    with acting(actor):
        return [(job.text, job.person) for job in jobs_to_do(actor)]


def test_both_sorts_of_action_stand_in_one_list_for_those_who_may_see_them(world: World) -> None:
    meeting = held(world)
    with acting(world.dana):
        finalising.finalise(actor=world.dana, conference=meeting.conference)
    case = decided_case(world.alice)
    lock = task(world, case, world.alice, "Fit a lock", 3)
    letter = task(world, case, world.dana, "Write a letter", 1)
    agreed = ("What Hate Crime Unit does", "")
    own = [("Write a letter", "Dana"), ("Fit a lock", "Alice"), agreed]
    assert {name: jobs(actor) for name, actor in world.people().items() if jobs(actor)} == {
        "alice": own,
        "dana": own,
        "heidi": own,
        "bob": [("What Ashbridge Housing does", "")],
        "charlie": [("What Harbour Advice does", "")],
    }
    with acting(world.dana):
        answer_task(actor=world.dana, task=letter, outcome=TaskOutcome.NOT_POSSIBLE, note="No address.")
    page = world.client(world.alice).get("/actions/").content.decode()
    assert all(words in page for words in ("Fit a lock", f"/tasks/{lock.pk}/", "Write a letter", "Not possible"))
    assert "Fit a lock" not in world.client(world.bob).get("/actions/").content.decode()
    with acting(world.heidi):
        keys = [key for key, _ in answered_jobs(world.heidi)]
        (job,) = jobs_of(world.heidi, keys)
        assert (keys, job.text, job.state, job.path) == (
            [letter.pk],
            "Write a letter",
            "not_possible",
            f"/cases/{case.reference}/",
        )


def test_own_actions_are_in_the_reminder_of_who_does_them_and_late_ones_reach_the_responsible_person(
    world: World,
) -> None:
    case = decided_case(world.alice)
    lock = task(world, case, world.alice, "Fit a lock", 3)
    days = {name: TODAY() + timedelta(days=number) for name, number in (("soon", 0), ("late", 4), ("escalated", 10))}
    assert [digests.remind(user_id=actor.person, day=days["soon"]) for actor in (world.alice, world.heidi)] == [
        True,
        False,
    ]
    assert digests.remind(user_id=world.alice.person, day=days["late"])
    assert digests.remind(user_id=world.heidi.person, day=days["escalated"])
    with scope(user_id=world.alice.person):
        about = Reminder.objects.filter(action__isnull=True, task=lock)
        assert list(about.order_by("digest__day").values_list("stage", flat=True)) == ["soon", "late"]
    with scope(user_id=world.heidi.person):
        notice = Notice.objects.get(kind="reminder")
        assert (notice.subject, notice.path) == ("1 escalated", "/actions/")
    with acting(world.grace):
        told = Event.objects.filter(verb="reminder.send").values_list("facts__escalated", flat=True)
        assert [each for each in told if each] == [1]
