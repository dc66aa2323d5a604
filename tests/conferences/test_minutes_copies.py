"""Drafts, corrections, and each recipient's copy of the minutes: its own items and sections, nothing of the others."""

import json
from copy import deepcopy
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import ProgrammingError, connection, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from pypdf import PdfReader

from conferences.actions import amending, circulating, correcting, finalising
from conferences.actions.amending import Amendment
from conferences.differences import Piece, words_between
from conferences.minutes import digest
from conferences.models import Correction, Edition, Minutes
from conferences.paper import minutes_paper
from conferences.versions import Version, version_for, versions_for
from conferences.waiting_after import to_dos
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.models import Notice
from partners.scope import acting
from tests.conferences.after import FIRST, SECOND, Held, held
from tests.personas import World


@pytest.fixture(scope="module")
def once(standing: World) -> Held:
    return held(standing)


@pytest.fixture
def meeting(db: None, once: Held) -> Held:
    return deepcopy(once)


def circulated(world: World, meeting: Held) -> Minutes:
    with acting(world.dana):
        until = timezone.localdate() + timedelta(days=5)
        return circulating.circulate(actor=world.dana, conference=meeting.conference, corrections_until=until)


def latest(actor: Actor, meeting: Held, edition: Edition = Edition.FINAL) -> Version:
    with acting(actor):
        return version_for(actor, meeting.conference, edition)


def waiting(actor: Actor) -> list[str]:
    with acting(actor):
        return [to_do.text for to_do in to_dos(actor)]


def test_a_draft_goes_to_each_agency_with_its_own_items_and_sections(world: World, meeting: Held) -> None:
    circulated(world, meeting)
    (own,) = latest(world.bob, meeting, Edition.DRAFT).content["items"]
    assert own == {
        "reference": meeting.first.case.reference,
        "discussion": FIRST,
        "review_on": None,
        "actions": [own["actions"][0]],
    }
    assert own["actions"][0]["task"] == "What Ashbridge Housing does"
    (other,) = latest(world.charlie, meeting, Edition.DRAFT).content["items"]
    assert set(other) == {"reference", "decision", "actions"}
    assert (other["reference"], other["decision"]) == (meeting.second.case.reference, "Harbour acts.")
    whole = latest(world.dana, meeting, Edition.DRAFT).content
    assert [item["reference"] for item in whole["items"]] == [
        meeting.first.case.reference,
        meeting.second.case.reference,
    ]
    assert [person["name"] for person in whole["present"]] == ["Bob", "Charlie", "Dana"]
    day = f"{timezone.localdate(meeting.conference.held_at):%-d %B %Y}"
    for actor in (world.bob, world.charlie):
        assert waiting(actor) == [f"Read the draft minutes of the conference of {day}"]
        with acting(actor):
            assert Notice.objects.get(kind="draft_circulated").subject == day


def test_a_copy_tells_nothing_of_the_others(world: World, meeting: Held) -> None:
    circulated(world, meeting)
    with acting(world.dana):
        finalising.finalise(actor=world.dana, conference=meeting.conference)
    bob, charlie, dana = (latest(actor, meeting) for actor in (world.bob, world.charlie, world.dana))
    text = json.dumps(bob.content)
    for hidden in (meeting.second.case.reference, "Harbour", "Charlie", SECOND, "Housing acts."):
        assert hidden not in text
    assert not {"Bob", FIRST, meeting.first.case.reference} & set(json.dumps(charlie.content).split('"'))
    assert {each.minutes.content_sha256 for each in (bob, charlie, dana)} == {dana.content_sha256}
    assert [each.content_sha256 for each in (bob, charlie)] == [digest(bob.content), digest(charlie.content)]
    assert len({each.content_sha256 for each in (bob, charlie, dana)}) == 3
    page = world.client(world.bob).get(reverse("minutes_page", args=[meeting.conference.pk])).content.decode()
    assert (bob.content_sha256 in page, dana.content_sha256 in page, "Item 1 of" in page) == (True, True, False)


def test_corrections_are_for_the_chair_alone_who_answers_each(world: World, meeting: Held) -> None:
    draft = circulated(world, meeting)
    with acting(world.bob):
        correcting.correct(actor=world.bob, draft=draft, item=meeting.first, words="It was twice a week.")
    with acting(world.charlie):
        correcting.correct(actor=world.charlie, draft=draft, item=None, words="")
        assert [each.words for each in Correction.objects.all()] == [""]
    assert waiting(world.bob) == waiting(world.charlie) == []
    reference = meeting.first.case.reference
    assert waiting(world.dana) == [f"Answer a correction of the draft minutes about case {reference}"]
    with acting(world.dana):
        correction = Correction.objects.get(item=meeting.first)
        with pytest.raises(NotPossible, match="1 correction has not been answered"):
            finalising.finalise(actor=world.dana, conference=meeting.conference)
        with pytest.raises(NotPossible, match="Say why you decline"):
            correcting.answer_correction(actor=world.dana, correction=correction, is_accepted=False, sentence=" ")
        correcting.answer_correction(
            actor=world.dana, correction=correction, is_accepted=False, sentence="Three agencies said so."
        )
        with pytest.raises(NotPossible, match="answered already"):
            correcting.answer_correction(actor=world.dana, correction=correction, is_accepted=True, sentence="")
        nothing = Correction.objects.get(words="")
        with pytest.raises(NotPossible, match="nothing to answer"):
            correcting.answer_correction(actor=world.dana, correction=nothing, is_accepted=True, sentence="")
    with acting(world.bob):
        assert Notice.objects.filter(kind="correction_answered", subject=reference).count() == 1
        with pytest.raises(NotPermitted, match="Only the agency that chairs"):
            correcting.answer_correction(actor=world.bob, correction=correction, is_accepted=True, sentence="")
    page = world.client(world.bob).get(reverse("draft_page", args=[meeting.conference.pk])).content.decode()
    assert "Three agencies said so." in page
    assert "Nothing to correct<" not in page
    with acting(world.dana):
        finalising.finalise(actor=world.dana, conference=meeting.conference)
    with acting(world.bob), pytest.raises(NotPossible, match="The minutes are final"):
        correcting.correct(actor=world.bob, draft=draft, item=meeting.first, words="Too late.")


def test_only_what_an_agency_has_before_it_can_be_corrected(world: World, meeting: Held) -> None:
    draft = circulated(world, meeting)
    with (
        acting(world.bob),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        correcting.correct(actor=world.bob, draft=draft, item=meeting.second, words="I should not know of it.")
    form = {"about": str(meeting.second.pk), "words": "I should not know of it."}
    answer = world.client(world.bob).post(reverse("draft_page", args=[meeting.conference.pk]), form)
    assert (answer.status_code, Correction.objects.count()) == (200, 0)
    assert "I should not know of it." in answer.content.decode()


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(-1, "must be today or in the future"), (90, "Those who were invited can read the draft until")],
)
def test_the_last_day_for_corrections_has_to_fit(world: World, meeting: Held, days: int, sentence: str) -> None:
    until = timezone.localdate() + timedelta(days=days)
    with acting(world.dana), pytest.raises(NotPossible, match=sentence):
        circulating.circulate(actor=world.dana, conference=meeting.conference, corrections_until=until)


def test_an_amendment_is_a_version_for_those_whose_copy_it_changes(world: World, meeting: Held) -> None:
    with acting(world.dana):
        finalising.finalise(actor=world.dana, conference=meeting.conference)
        before = version_for(world.dana, meeting.conference, Edition.FINAL).content
        amendment = Amendment("Visits have become less frequent.", "Housing acts.", "A slip of the pen.", None)
        for changed, sentence in ((Amendment(FIRST, "Housing acts.", "x", None), "Nothing has been changed"),):
            with pytest.raises(NotPossible, match=sentence):
                amend(world, meeting, changed)
        made = amend(world, meeting, amendment)
        with pytest.raises(NotPossible, match="Somebody else amended these minutes"):
            amend(world, meeting, amendment)
        first, second = versions_for(world.dana, meeting.conference, Edition.FINAL)
    assert (first.content, made.version, second.minutes.pk) == (before, 2, made.pk)
    assert second.content_sha256 == made.content_sha256 != first.content_sha256
    with acting(world.bob):
        old, new = versions_for(world.bob, meeting.conference, Edition.FINAL)
        assert old.content["items"][0]["discussion"] == FIRST
        (change,) = new.changes()[meeting.first.case.reference]
        with pytest.raises(NotPermitted, match="Only the agency that chaired"):
            amend(world, meeting, amendment, actor=world.bob)
    assert [piece for piece in change.pieces if piece.kind != "same"] == [
        Piece("removed", "more"),
        Piece("added", "less"),
    ]
    page = world.client(world.bob).get(reverse("minutes_page", args=[meeting.conference.pk])).content.decode()
    assert "<del>more</del><ins>less</ins>" in page
    assert "A slip of the pen." in page
    earlier = world.client(world.bob).get(reverse("minutes_page", args=[meeting.conference.pk]) + "?version=1")
    assert "This is an earlier version" in earlier.content.decode()
    with acting(world.charlie):
        assert [each.number for each in versions_for(world.charlie, meeting.conference, Edition.FINAL)] == [1]
        assert made.pk not in set(Minutes.objects.values_list("pk", flat=True))
        with pytest.raises(Http404):
            version_for(world.charlie, meeting.conference, Edition.FINAL, 2)


def amend(world: World, meeting: Held, amendment: Amendment, actor: Actor | None = None) -> Minutes:
    return amending.amend(
        actor=actor or world.dana,
        conference=meeting.conference,
        item=meeting.first,
        amendment=amendment,
        version=1,
    )


def test_words_are_compared_one_by_one() -> None:
    assert words_between("a b c", "a x c d") == [
        Piece("same", "a "),
        Piece("removed", "b"),
        Piece("added", "x"),
        Piece("same", " c"),
        Piece("added", " d"),
    ]


@pytest.mark.parametrize("table", ["minutes", "minutespart", "correction", "correctionanswer"])
@pytest.mark.parametrize("statement", ["UPDATE conferences_{table} SET id = id", "DELETE FROM conferences_{table}"])
def test_what_was_made_stays(world: World, table: str, statement: str) -> None:
    with (
        acting(world.dana),
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        cursor.execute(statement.format(table=table))


def test_a_draft_is_printed_for_its_readers_and_marked_as_one(world: World, meeting: Held) -> None:
    draft = circulated(world, meeting)
    answer = world.client(world.bob).get(reverse("draft_pdf", args=[meeting.conference.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="draft-minutes.pdf"'
    document = PdfReader(BytesIO(answer.content))
    sheets = [" ".join(sheet.extract_text().split()) for sheet in document.pages]
    assert {sheet.count("OFFICIAL-SENSITIVE DRAFT") for sheet in sheets} == {2}
    text = " ".join(sheets)
    assert draft.corrections_until is not None
    until = date_format(draft.corrections_until)
    for said in (FIRST, meeting.first.case.reference, f"corrections can be sent until {until}"):
        assert said in text
    for hidden in (meeting.second.case.reference, "Harbour", "Charlie", "painted", "locked"):
        assert not any(hidden in each for each in (*sheets, str(document.metadata), answer.content.decode("latin-1")))
    assert world.client(world.judy).get(reverse("draft_pdf", args=[meeting.conference.pk])).status_code == 404


def test_the_paper_of_a_copy_is_the_copy_and_nothing_else(world: World, meeting: Held) -> None:
    """One rendering for all properties: text, marking, metadata, bookmarks, pages, hashes, and the same bytes again."""
    with acting(world.dana):
        finalising.finalise(actor=world.dana, conference=meeting.conference)
        whole = version_for(world.dana, meeting.conference, Edition.FINAL)
    copy = latest(world.bob, meeting)
    printed = minutes_paper(copy)
    document = PdfReader(BytesIO(printed))
    sheets = [" ".join(sheet.extract_text().split()) for sheet in document.pages]
    assert [sheet.count("OFFICIAL-SENSITIVE") for sheet in sheets] == [2]
    assert "Page 1 of 1" in sheets[0]
    text = sheets[0].replace(" ", "")
    for said in (FIRST, meeting.first.case.reference, whole.content_sha256, copy.content_sha256):
        assert said.replace(" ", "") in text
    metadata = document.metadata
    assert metadata is not None
    everything = [*sheets, *map(str, metadata.values()), str(document.outline), printed.decode("latin-1")]
    for hidden in (meeting.second.case.reference, "Harbour", "Charlie", "painted"):
        assert not any(hidden in each for each in everything)
    assert str(metadata["/Title"]) == "Minutes no. 1"
    assert minutes_paper(latest(world.bob, meeting)) == printed
