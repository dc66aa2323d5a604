"""No personal value in a log, whatever goes wrong; and the watcher over the whole suite notices one that gets out."""

import io
import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from celery.signals import after_setup_logger, before_task_publish
from django.conf import settings
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction

from cases.models import Person
from hatecrime.logs import WithoutWords
from partners.errors import NotPossible
from partners.scope import acting
from tests.canaries import Watcher, in_files
from tests.cases.given import NAME, new_case
from tests.personas import World


def logged(act: Callable[[], object]) -> str:
    """Return what the log keeps of an error that nobody expected."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(WithoutWords("%(levelname)s %(name)s %(message)s"))
    logger = logging.Logger("django.request")
    logger.addHandler(handler)
    try:
        act()
    except Exception:
        logger.exception("Internal Server Error: %s", "/cases/")
    return out.getvalue()


def fails(error: Exception, cause: Exception | None = None) -> Callable[[], None]:
    def act() -> None:
        raise error from cause

    return act


def test_the_log_is_written_by_this_formatter() -> None:
    assert settings.LOGGING["formatters"]["plain"]["()"] == "hatecrime.logs.WithoutWords"
    assert {handler["formatter"] for handler in settings.LOGGING["handlers"].values()} == {"plain"}


def test_the_row_that_breaks_a_rule_is_not_named(world: World) -> None:
    """PostgreSQL says "Failing row contains (…)", with every value."""
    new_case(world.alice)

    def act() -> None:
        with transaction.atomic(), acting(world.alice):
            Person.objects.update(part="victim", is_anonymous=True, name=NAME, sex="x" * 500)

    kept = logged(act)
    assert "django.db.utils" in kept or "DataError" in kept
    assert "test_logs.py" in kept
    assert "Quilla" not in kept


@pytest.mark.parametrize(
    "error",
    [
        IntegrityError(f"new row violates a rule\nDETAIL:  Failing row contains ({NAME})."),
        ValueError(f"invalid literal: '{NAME}'"),
        KeyError(NAME),
        ValidationError(f"{NAME} is not a date"),
        UnicodeEncodeError("ascii", NAME, 0, 1, "no"),
        OperationalError(f"server closed the connection\nDETAIL:  {NAME}"),
    ],
)
def test_an_errors_words_stay_out_and_its_kind_and_place_stand(error: Exception) -> None:
    for act in (fails(error), fails(RuntimeError("x"), error)):
        kept = logged(act)
        assert kept.startswith("ERROR django.request Internal Server Error: /cases/\nTraceback")
        assert type(error).__name__ in kept
        assert ", in act" in kept
        assert "Quilla" not in kept


def test_our_own_words_and_those_of_a_connection_stand() -> None:
    assert "NotPossible: Assess the risk first." in logged(fails(NotPossible("Assess the risk first.")))
    assert "OperationalError: server closed" in logged(fails(OperationalError("server closed\nthe connection")))
    assert "\nbuiltins.ConnectionRefusedError: [Errno 111] no" in logged(fails(ConnectionRefusedError(111, "no")))


def test_a_failed_task_is_logged_without_its_values() -> None:
    out = io.StringIO()
    logger = logging.Logger("celery.app.trace")
    logger.addHandler(logging.StreamHandler(out))
    after_setup_logger.send(sender=None, logger=logger, loglevel=0, logfile=None, format="", colorize=False)
    context = {"name": "t", "id": "1", "description": "raised", "exc": f"ValueError('{NAME}')", "args": f"('{NAME}',)"}
    try:
        raise ValueError(NAME)
    except ValueError:
        logger.exception("Task %(name)s[%(id)s] %(description)s: %(exc)s %(args)s", context)
    assert "celery.app.trace Task t[1] raised: ValueError" in out.getvalue()
    assert "Quilla" not in out.getvalue()


def test_the_watcher_bites(watcher: Watcher, tmp_path: Path, db: None) -> None:
    """A canary in a log, a letter, a task or a file is noticed; the same without one is not."""
    logging.getLogger("hatecrime").warning("Case %s opened by %s", "A", "Alice")
    mail.send_mail("A case", "Look at the case.", None, ["quilla@canary.example"])
    watcher.look_at_post()
    assert watcher.take() == []
    logging.getLogger("hatecrime").warning("Case opened: %s", NAME)
    logging.getLogger("mail").error("It failed: %r", {"phone": "01632 960 001"})
    assert [hit.partition(":")[0] for hit in watcher.take()] == ["log", "log", "log"]
    mail.send_mail("A case", f"About {NAME}", None, ["alice@example.org"])
    watcher.look_at_post()
    assert {hit.partition(":")[0] for hit in watcher.take()} == {"e-mail"}
    mail.outbox.clear()
    (tmp_path / "web.log").write_text(f"It failed: {NAME}")
    assert len(in_files(tmp_path.iterdir())) == 2


def test_the_watcher_sees_what_is_sent_to_the_queue(watcher: Watcher) -> None:
    before_task_publish.send(sender="partners.tasks.email_notice", body=([NAME], {}, {}), headers={"id": "1"})
    assert {hit.partition(":")[0] for hit in watcher.take()} == {"task partners.tasks.email_notice"}
