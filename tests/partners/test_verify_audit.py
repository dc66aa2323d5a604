"""Sealing, sending heads outside and checking, as the app role does it on a database that others use too."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from audit import log
from audit.sealing import seal
from partners.actions import heads
from partners.actions.sessions import refuse
from partners.scope import acting
from partners.tasks import send_heads
from tests import databases
from tests.personas import World

DAY = date(2026, 3, 2)


def read_cases(world: World, number: int) -> None:
    with transaction.atomic():
        for actor in (world.alice, world.judy):
            with acting(actor):
                for _ in range(number):
                    log.record(actor, "case.read", subject="7KQ2-M4XD-9H")
        refuse(email="nobody@example.org", request_id="r")


def verify(*arguments: str) -> tuple[int, list[str]]:
    out = StringIO()
    try:
        call_command("verify_audit", *arguments, stdout=out)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


def owner_does(test_database: str, *deeds: str) -> None:
    with psycopg.connect(databases.url_of("OWNER_DATABASE_URL", test_database)) as owner:
        for deed in deeds:
            owner.execute(deed)


CUT = [
    "DELETE FROM audit_event WHERE id IN (SELECT event_id FROM audit_seal WHERE number > 2 AND chain = '{}')",
    "DELETE FROM audit_seal WHERE number > 2 AND chain = '{}'",
    "UPDATE audit_head SET number = 2, hash = (SELECT hash FROM audit_seal WHERE number = 2 AND chain = '{}')"
    " WHERE chain = '{}'",
]


def test_a_log_is_sealed_sent_outside_and_checked(
    kept_world: World, test_database: str, tmp_path: Path, settings: pytest.FixtureRequest, mailoutbox: list[object]
) -> None:
    file = tmp_path / "heads.jsonl"
    settings.AUDIT_HEADS_FILE, settings.AUDIT_HEADS_EMAIL = str(file), ["log@example.org"]  # type: ignore[attr-defined]
    read_cases(kept_world, 4)
    assert (seal(), seal()) == (9, 0)
    send_heads()
    send_heads()
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert [
        (line["partnership"], line["number"]) for line in sorted(lines, key=lambda line: str(line["partnership"]))
    ] == [
        ("ASH", 4),
        ("NOR", 4),
        (None, 1),
    ]
    assert [set(line) for line in lines] == [{"partnership", "day", "number", "hash"}] * 3
    assert oct(file.stat().st_mode)[-3:] == "600"
    (message,) = mailoutbox
    assert file.read_text() in message.body  # type: ignore[attr-defined]

    read_cases(kept_world, 1)
    assert verify("--heads", str(file)) == (
        0,
        [
            "ASH: 4 events sealed, 1 waiting to be; nothing is wrong.",
            "NOR: 4 events sealed, 1 waiting to be; nothing is wrong.",
            "no partnership: 1 events sealed, 1 waiting to be; nothing is wrong.",
        ],
    )
    seal()
    ash = kept_world.partnership.pk
    owner_does(test_database, *(deed.replace("{}", str(ash)) for deed in CUT))
    assert verify() == (0, verify()[1]), "Log and head were cut together: the database alone cannot tell."
    code, said = verify("--partnership", "ash", "--heads", str(file))
    assert (code, said) == (
        1,
        [
            "ASH: The tail was cut: a head sent outside says no. 4, and the last sealed event is no. 2.",
            "ASH: 2 events sealed, 0 waiting to be; findings: 1.",
        ],
    )
    code, said = verify("--json", "--partnership", "NOR")
    assert (code, json.loads("".join(said))) == (
        0,
        [{"partnership": "NOR", "sealed": 5, "waiting": 0, "findings": []}],
    )


def test_two_who_seal_at_once_seal_once(kept_world: World, test_database: str) -> None:
    read_cases(kept_world, 3)
    with psycopg.connect(databases.url_of("DATABASE_URL", test_database)) as other:
        sealed = other.execute("SELECT app.seal_events(100)").fetchone()
        assert seal() == 0, "The chain is taken, so it is passed by."
    assert (sealed, seal()) == ((7,), 0)
    assert verify()[0] == 0


def test_a_head_is_sent_by_another_where_the_first_one_failed(
    kept_world: World, tmp_path: Path, settings: pytest.FixtureRequest
) -> None:
    settings.AUDIT_HEADS_EMAIL = []  # type: ignore[attr-defined]
    read_cases(kept_world, 1)
    seal()
    settings.AUDIT_HEADS_FILE = str(tmp_path / "nowhere" / "heads")  # type: ignore[attr-defined]
    with pytest.raises(FileNotFoundError):
        heads.send(day=DAY)
    file = tmp_path / "heads"
    settings.AUDIT_HEADS_FILE = str(file)  # type: ignore[attr-defined]

    def send(_: int) -> None:
        try:
            heads.send(day=DAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(send, range(4)))
    assert len(file.read_text().splitlines()) == 3


@pytest.mark.django_db
def test_what_is_no_file_of_heads_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "heads"
    file.write_text('Keep this.\n{"partnership": "ASH"}\n')
    with pytest.raises(CommandError, match="Line 2 is not a head") as refused:
        call_command("verify_audit", "--heads", str(file))
    assert refused.value.returncode == 2


def test_the_app_role_cannot_write_seals(world: World) -> None:
    with connection.cursor() as cursor:
        for table in ("audit_seal", "audit_head", "audit_unsealed", "audit_posting"):
            for right in ("INSERT", "UPDATE", "DELETE", "TRUNCATE"):
                cursor.execute("SELECT has_table_privilege('app', %s, %s)", [table, right])
                assert cursor.fetchone() == (False,), (table, right)
