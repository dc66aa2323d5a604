"""E-mails of notices: sent once, with nothing personal, and never lost while the mail server is away."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail as outbox
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from audit.models import Event
from partners import tasks
from partners.actions import mail
from partners.models import Notice, User
from partners.notices import add_kind, tell
from partners.scope import acting
from tests.personas import World

add_kind("test_mailed", "Incident {subject} has been logged")


class Away(BaseEmailBackend):
    """A mail server that cannot be reached."""

    def send_messages(self, email_messages: object) -> int:
        raise ConnectionRefusedError("nobody answers")


@pytest.fixture
def notice(world: World) -> Notice:
    """A notice for heidi of what alice did."""
    with acting(world.alice):
        tell(
            world.alice,
            _user(world.heidi.person),
            kind="test_mailed",
            subject="7KQ2-M4XD-9H",
            path="/cases/7KQ2-M4XD-9H/",
        )
    return seen(world)


def _user(key: UUID) -> list[User]:
    return [User.objects.get(pk=key)]


def seen(world: World) -> Notice:
    with acting(world.heidi):
        return Notice.objects.get()


def send(notice: Notice) -> bool:
    return mail.send(notice_id=notice.pk, user_id=notice.user_id)


def let_the_lease_end(world: World) -> None:
    with acting(world.heidi):
        Notice.objects.update(email_leased_until=timezone.now() - timedelta(seconds=1))


def test_it_carries_a_reference_and_a_link_and_nobody_s_name(world: World, notice: Notice, settings: Settings) -> None:
    assert send(notice)
    (sent,) = outbox.outbox
    assert sent.to == ["heidi@example.org"]
    assert sent.subject == f"{settings.PRODUCT_NAME}: Incident 7KQ2-M4XD-9H has been logged"
    assert sent.body == (
        "Incident 7KQ2-M4XD-9H has been logged.\n\n"
        f"Open it here, after signing in:\n{settings.BASE_URL}/cases/7KQ2-M4XD-9H/\n\n"
        "This email names nobody, because email can be read by others. "
        "Do not reply to it with anything about a case.\n\n"
        f"{settings.PRODUCT_NAME}\n"
    )
    assert not {"Alice", "Heidi", "Hate Crime Unit"} & set(sent.body.split())


def test_it_is_sent_once(world: World, notice: Notice) -> None:
    assert [send(notice), send(notice)] == [True, False]
    assert len(outbox.outbox) == 1
    assert seen(world).emailed_at is not None
    assert mail.waiting() == []


def test_a_server_that_is_away_leaves_it_waiting(world: World, notice: Notice, settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Away"
    with pytest.raises(ConnectionRefusedError):
        send(notice)
    waiting = seen(world)
    assert (waiting.email_attempts, waiting.emailed_at) == (1, None)
    assert mail.waiting() == [], "the lease keeps everybody away for a while"
    assert not send(notice)

    let_the_lease_end(world)
    assert mail.waiting() == [(notice.pk, notice.user_id)]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send(notice)
    assert seen(world).email_attempts == 2


def test_after_eight_attempts_it_is_given_up(world: World, notice: Notice, settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Away"
    for _ in range(8):
        let_the_lease_end(world)
        with pytest.raises(ConnectionRefusedError):
            send(notice)
    let_the_lease_end(world)
    assert not send(notice)
    assert mail.waiting() == []
    assert seen(world).email_attempts == 8


def test_nobody_else_s_id_opens_it(world: World, notice: Notice) -> None:
    assert not mail.send(notice_id=notice.pk, user_id=world.bob.person)
    assert outbox.outbox == []


def test_a_closed_account_gets_no_email(world: World, notice: Notice) -> None:
    User.objects.filter(pk=world.heidi.person).update(is_active=False)
    assert not send(notice)
    assert outbox.outbox == []


def test_the_log_says_that_it_was_sent(world: World, notice: Notice) -> None:
    send(notice)
    with acting(world.grace):
        events = list(Event.objects.filter(verb="notice.email").values_list("subject", "facts", "user_id"))
    assert events == [("7KQ2-M4XD-9H", {"to_user": str(world.heidi.person)}, None)]


def test_the_tasks_send_what_waits(world: World, notice: Notice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks.email_notice, "delay", tasks.email_notice)
    tasks.send_waiting_notices()
    tasks.send_waiting_notices()
    assert [sent.to for sent in outbox.outbox] == [["heidi@example.org"]]


def test_telling_hints_to_the_queue_only_after_the_commit(
    world: World,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with django_capture_on_commit_callbacks() as callbacks, acting(world.alice):
        tell(world.alice, _user(world.heidi.person), kind="test_mailed", subject="7KQ2-M4XD-9H", path="/")
    assert len(callbacks) == 1
    assert outbox.outbox == []
