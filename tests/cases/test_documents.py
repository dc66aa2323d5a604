"""Documents of a case: who may add, open and remove one, what a virus scanner changes, and what stays."""

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from audit.models import Event
from cases.actions import documents
from cases.documents import accepted
from cases.documents.uploads import KeptToALimit
from cases.models import Case, Document
from cases.models.document import Kind
from cases.sections import Section
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.scope import acting
from tests.cases import files
from tests.cases.given import closed_case, end, new_case, shared
from tests.personas import World

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

OTHERS = tuple(section for section in Section if section != Section.DOCUMENTS)


@pytest.fixture
def case(world: World) -> Case:
    return new_case(world.alice)


def add(actor: Actor, case: Case, content: bytes = files.PDF, name: str = "letter.pdf") -> Document:
    with acting(actor):
        return documents.add(actor=actor, case=case, file=accepted(name, content), about="A letter")


def send(browser: Client, case: Case, content: bytes, name: str = "letter.pdf", **typed: str) -> "Answer":
    upload = SimpleUploadedFile(name, content, "application/octet-stream")
    return browser.post(reverse("document_add", args=[case.reference]), {"file": upload, **typed})


def path(name: str, document: Document) -> str:
    return reverse(name, args=[document.case.reference, document.pk])


def words(browser: Client, case: Case) -> str:
    return browser.get(reverse("case_page", args=[case.reference])).content.decode()


def verbs(actor: Actor) -> list[str]:
    with acting(actor):
        found = Event.objects.filter(verb__startswith="document.").order_by("at")
        return list(found.values_list("verb", flat=True))


def test_added_on_the_page_listed_and_handed_out_as_a_file_to_save(world: World, case: Case) -> None:
    alice = world.client(world.alice)
    answer = send(
        alice, case, files.PDF, "C:\\tmp\\Letter \u202eto \u201clandlord\u201d.pdf", about="Letter of 3 March"
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("case_page", args=[case.reference]))
    page = words(alice, case)
    assert "The document is added." in page
    assert "Letter to “landlord”.pdf" in page
    assert f"Letter of 3 March. PDF, {len(files.PDF)} bytes" in page.replace("\xa0", " ")
    assert "Not checked for viruses" in page
    with acting(world.alice):
        document = Document.objects.select_related("case").get()
    kept = alice.get(path("document_download", document))
    assert (kept.status_code, kept.content) == (200, files.PDF)
    assert {
        name: kept.headers[name] for name in ("Content-Type", "Content-Disposition", "Content-Security-Policy")
    } == {
        "Content-Type": "application/pdf",
        "Content-Disposition": "attachment; filename*=utf-8''Letter%20to%20%E2%80%9Clandlord%E2%80%9D.pdf",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    }
    assert (kept.headers["X-Content-Type-Options"], kept.headers["Cache-Control"]) == ("nosniff", "no-store")
    assert verbs(world.alice) == ["document.add", "document.read"]


def test_the_events_hold_no_name(world: World, case: Case) -> None:
    document = add(world.alice, case, name="Statement of Quilla Testname.pdf")
    with acting(world.alice):
        event = Event.objects.get(verb="document.add")
    assert (event.subject, event.sections, event.owner_agency_id) == (case.reference, ["documents"], world.unit.pk)
    assert event.facts == {"document": str(document.pk), "kind": "pdf", "size": len(files.PDF)}


def test_only_those_with_the_section_see_that_there_are_any(world: World, case: Case) -> None:
    document = add(world.alice, case)
    shared(world.alice, case, world.housing, *OTHERS)
    bob = world.client(world.bob)
    page = words(bob, case)
    assert "letter.pdf" not in page
    assert "Document added" not in page
    assert 'id="documents"' not in page
    for name in ("document_download", "document_remove"):
        assert bob.get(path(name, document)).status_code == 404
    assert bob.get(reverse("document_add", args=[case.reference])).status_code == 404
    with acting(world.bob):
        assert not Document.objects.exists()
        with pytest.raises(NotPermitted, match="has not been given the documents"):
            documents.add(actor=world.bob, case=case, file=accepted("a", files.PDF))


def test_a_partner_adds_its_own_and_opens_those_of_others(world: World, case: Case) -> None:
    document = add(world.alice, case)
    shared(world.alice, case, world.housing, Section.DOCUMENTS)
    bob = world.client(world.bob)
    assert bob.get(path("document_download", document)).content == files.PDF
    assert send(bob, case, files.TEXT, "note.txt").status_code == 302
    assert "note.txt" in words(world.client(world.alice), case)
    with acting(world.alice):
        read = Event.objects.get(verb="document.read")
    assert (read.user_id, read.agency_id) == (world.bob.user_id, world.housing.pk)


def test_the_end_of_an_access_is_the_end_of_its_documents(world: World, case: Case) -> None:
    document = add(world.alice, case)
    access = shared(world.alice, case, world.housing, Section.DOCUMENTS)
    end(world.alice, access)
    assert world.client(world.bob).get(path("document_download", document)).status_code == 404


def test_removed_by_those_who_added_it_or_lead_and_by_nobody_else(world: World, case: Case) -> None:
    shared(world.alice, case, world.housing, Section.DOCUMENTS)
    shared(world.alice, case, world.harbour, Section.DOCUMENTS)
    of_alice, of_bob = add(world.alice, case), add(world.bob, case)
    for actor, document in [(world.bob, of_alice), (world.charlie, of_alice), (world.charlie, of_bob)]:
        with acting(actor), pytest.raises(NotPermitted, match="Only the agency that added a document or the lead"):
            documents.remove(actor=actor, document=document)
        with acting(actor):
            assert not Document.objects.filter(pk=document.pk).update(about="x")
        assert world.client(actor).post(path("document_remove", document)).status_code == 403
    assert world.client(world.bob).post(path("document_remove", of_bob)).status_code == 302
    assert world.client(world.alice).post(path("document_remove", of_alice)).status_code == 302
    with acting(world.alice):
        left = [(row.name, row.about, bytes(row.content), row.removed_by_id) for row in Document.objects.all()]
    assert sorted(left, key=str) == sorted(
        [("", "", b"", world.alice.user_id), ("", "", b"", world.bob.user_id)], key=str
    )


def test_a_removed_document_cannot_be_opened_or_removed_again(world: World, case: Case) -> None:
    document = add(world.alice, case)
    alice = world.client(world.alice)
    assert "destroyed for good" in alice.get(path("document_remove", document)).content.decode()
    alice.post(path("document_remove", document))
    page = words(alice, case)
    assert "Removed by Alice" in page
    assert "letter.pdf" not in page
    for name, sentence in [("document_download", "has been removed."), ("document_remove", "removed already.")]:
        assert alice.get(path(name, document)).status_code == 302
        assert sentence in words(alice, case)
    with acting(world.alice), pytest.raises(NotPossible, match="removed already"):
        documents.remove(actor=world.alice, document=document)


def test_nothing_is_added_to_a_closed_or_full_case(world: World, settings: Settings) -> None:
    closed = closed_case(world.alice)
    assert send(world.client(world.alice), closed, files.PDF).status_code == 302
    settings.DOCUMENTS_A_CASE = 1
    case = new_case(world.alice)
    add(world.alice, case)
    with acting(world.alice), pytest.raises(NotPossible, match="has 1 documents already"):
        documents.add(actor=world.alice, case=case, file=accepted("a", files.PDF))
    with acting(world.alice):
        assert Document.objects.count() == 1


def test_what_was_typed_is_kept_when_the_file_is_refused(world: World, case: Case) -> None:
    alice = world.client(world.alice)
    for content, sentence in [(files.PROGRAM, "This kind of file cannot be added."), (b"", "The file is empty.")]:
        answer = send(alice, case, content, about="Letter of 3 March")
        assert answer.status_code == 200
        assert sentence in answer.content.decode()
        assert 'value="Letter of 3 March"' in answer.content.decode()
    answer = alice.post(reverse("document_add", args=[case.reference]), {"about": "Letter of 3 March"})
    assert "Choose the file that you want to add" in answer.content.decode()


def test_a_file_that_is_too_large_is_refused_on_the_form_(world: World, case: Case, settings: Settings) -> None:
    settings.DOCUMENT_LARGEST = 1_000_000
    answer = send(world.client(world.alice), case, files.PDF + bytes(3_000_000), about="Letter of 3 March")
    assert answer.status_code == 200
    assert "The file is larger than 1 MB." in answer.content.decode()
    assert 'value="Letter of 3 March"' in answer.content.decode()


def test_of_a_large_upload_no_more_is_held_than_the_limit(settings: Settings) -> None:
    settings.DOCUMENT_LARGEST = 1_000
    handler = KeptToALimit()
    handler.new_file("file", "a.pdf", "application/pdf", None)
    for number in range(20):
        handler.receive_data_chunk(bytes(100), number * 100)
    held = handler.file_complete(2_000)
    assert (held.size, len(held.read())) == (2_000, 1_001)


def test_more_files_than_the_form_has_are_refused(world: World, case: Case) -> None:
    uploads = [SimpleUploadedFile(f"{number}.pdf", files.PDF) for number in range(3)]
    answer = world.client(world.alice).post(reverse("document_add", args=[case.reference]), {"file": uploads})
    assert answer.status_code == 413


def test_the_database_keeps_content_whole_or_not_at_all(world: World, case: Case) -> None:
    document = add(world.alice, case)
    changes: list[dict[str, object]] = [{"content": b"other"}, {"content": b""}, {"removed_at": timezone.now()}]
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic(), acting(world.alice):
            Document.objects.filter(pk=document.pk).update(**change)
    assert document.sha256 == sha256(files.PDF).hexdigest()


def test_kinds_are_told_in_words() -> None:
    assert all(kind.label for kind in Kind)
