"""Documents and the virus scanner: nobody has one before it was found clean."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from pytest_django import Settings

from audit.models import Event
from cases import tasks
from cases.actions import documents, scanning
from cases.documents.clamd import ScannerAway, finds_virus
from cases.models import Case, Document
from cases.models.document import Scan
from hatecrime import env
from partners.actor import Actor
from partners.models import Notice
from partners.scope import acting
from tests.cases import files
from tests.cases.clamd import Scanner, scanner
from tests.cases.given import new_case
from tests.cases.test_documents import add, path, send, verbs, words
from tests.personas import World


@pytest.fixture
def case(world: World) -> Case:
    return new_case(world.alice)


@pytest.fixture
def clamav(settings: Settings) -> Iterator[Scanner]:
    with scanner() as running:
        settings.CLAMD_URL = running.address
        yield running


def scan(document: Document) -> bool:
    return scanning.scan(document.pk, document.partnership_id)


def state(actor: Actor, document: Document) -> str:
    with acting(actor):
        return Document.objects.values_list("scan", flat=True).get(pk=document.pk)


def test_nobody_has_a_document_before_it_was_found_clean(world: World, case: Case, clamav: Scanner) -> None:
    alice = world.client(world.alice)
    send(alice, case, files.TEXT, "note.txt")
    assert "when it has been checked for viruses" in words(alice, case)
    with acting(world.alice):
        document = Document.objects.select_related("case").get()
    assert document.scan == Scan.WAITING
    assert alice.get(path("document_download", document)).status_code == 302
    assert "still being checked for viruses" in words(alice, case)
    assert scan(document)
    assert clamav.seen == [files.TEXT]
    assert alice.get(path("document_download", document)).content == files.TEXT
    assert "No virus found" in words(alice, case)
    assert verbs(world.alice) == ["document.add", "document.scan", "document.read"]


def test_a_virus_destroys_the_content_and_its_sender_is_told(world: World, case: Case, clamav: Scanner) -> None:
    document = add(world.alice, case, files.EICAR, "harmless.txt")
    assert scan(document)
    with acting(world.alice):
        found = Document.objects.get()
        assert (found.scan, bytes(found.content), found.name) == (Scan.INFECTED, b"", "harmless.txt")
        notice = Notice.objects.get(kind=scanning.NOTICE)
        facts = Event.objects.get(verb="document.scan").facts
    assert (notice.subject, notice.user_id) == (case.reference, world.alice.user_id)
    assert facts == {"document": str(document.pk), "verdict": "infected"}
    alice = world.client(world.alice)
    assert alice.get(path("document_download", document)).status_code == 302
    assert "A virus was found in this document" in words(alice, case)
    assert mail.outbox == []


def test_a_document_is_judged_once(world: World, case: Case, clamav: Scanner) -> None:
    document = add(world.alice, case)
    assert [scan(document), scan(document)] == [True, False]
    assert len(clamav.seen) == 1


def test_a_document_that_was_removed_meanwhile_is_not_judged(world: World, case: Case, clamav: Scanner) -> None:
    document = add(world.alice, case)
    with acting(world.alice):
        documents.remove(actor=world.alice, document=document)
    assert not scan(document)
    assert clamav.seen == []


def test_a_claim_that_has_run_out_judges_nothing(world: World, case: Case, clamav: Scanner) -> None:
    document = add(world.alice, case)
    worker = scanning._worker(world.partnership)
    assert scanning._take(worker, document.pk, timedelta(0)) == (1, files.PDF)
    assert scanning.waiting(world.partnership) == [document.pk]
    assert scanning._take(worker, document.pk) == (2, files.PDF)
    assert scanning._take(worker, document.pk) is None
    assert scanning.waiting(world.partnership) == []
    assert not scanning._judge(worker, document.pk, 1, Scan.CLEAN)
    assert state(world.alice, document) == Scan.WAITING
    assert scanning._judge(worker, document.pk, 2, Scan.CLEAN)
    assert state(world.alice, document) == Scan.CLEAN


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR", b"stream: ", b"UNKNOWN COMMAND"])
def test_only_a_plain_ok_means_that_there_is_no_virus(answer: bytes) -> None:
    with scanner(answer=answer) as running, pytest.raises(ScannerAway, match="no verdict"):
        finds_virus(b"x", address=running.address)


def test_a_unix_socket_and_a_large_document(tmp_path: Path) -> None:
    content = bytes(1_000_000) + files.EICAR
    with scanner(path=tmp_path / "s") as running:
        assert finds_virus(content, address=running.address)
        assert not finds_virus(bytes(10), address=running.address)
    assert running.seen[0] == content


def test_while_the_scanner_is_away_the_document_waits(
    world: World, case: Case, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CLAMD_URL = "tcp://127.0.0.1:9"
    document = add(world.alice, case, name="Quilla Testname.pdf")
    assert not scan(document)
    assert state(world.alice, document) == Scan.WAITING
    assert caplog.messages == [
        f"Document {document.pk} waits to be checked: The virus scanner cannot be reached: ConnectionRefusedError."
    ]


def test_the_sweeper_finds_what_the_queue_forgot(
    world: World, case: Case, clamav: Scanner, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = add(world.alice, case)
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(tasks.scan_document, "delay", lambda *keys: told.append(keys))
    tasks.scan_waiting_documents()
    assert told == [(str(document.pk), str(world.partnership.pk))]
    tasks.scan_document(*told[0])
    assert state(world.alice, document) == Scan.CLEAN
    assert scanning.waiting(world.partnership) == []


def test_the_functions_of_the_scanner_answer_to_no_person(world: World, case: Case, clamav: Scanner) -> None:
    """Whoever acts for an agency gets nothing from them, not even the lead of the case."""
    document = add(world.alice, case)
    questions: tuple[tuple[str, list[UUID]], ...] = (
        ("SELECT count(*) FROM app.waiting_documents(5)", []),
        ("SELECT count(*) FROM app.take_document(%s, interval '0')", [document.pk]),
        ("SELECT count(*) FROM app.judge_document(%s, 0, 'clean')", [document.pk]),
    )
    for actor in (world.alice, world.bob, world.frank, world.judy):
        with acting(actor), connection.cursor() as cursor:
            for question, values in questions:
                cursor.execute(question, values)
                assert cursor.fetchone() == (0,)
    other = scanning._worker(world.other_partnership)
    assert scanning._take(other, document.pk) is None
    assert scanning.waiting(world.other_partnership) == []


def test_an_address_of_the_scanner_is_read_strictly(monkeypatch: pytest.MonkeyPatch) -> None:
    for good in ("", "tcp://clamav:3310", "unix:///run/clamd.sock"):
        monkeypatch.setenv("CLAMD_URL", good)
        assert env.scanner("CLAMD_URL") == good
    for wrong in ("clamav:3310", "http://clamav", "tcp://", "unix://"):
        monkeypatch.setenv("CLAMD_URL", wrong)
        with pytest.raises(ImproperlyConfigured, match="CLAMD_URL must look like"):
            env.scanner("CLAMD_URL")
