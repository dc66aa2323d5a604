"""Saving while one types: nobody overwrites another unseen, and no word is lost."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock

from django.db import connections, transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from audit.models import Event
from conferences.actions import notes
from conferences.actions.notes import WrittenMeanwhile
from conferences.models import Item, ItemHistory
from partners.scope import acting
from tests.conferences.days import a_day
from tests.conferences.meetings import finalised
from tests.personas import World

THREADS, EACH = 10, 10


def send(browser: Client, item: Item, field: str, words: str, version: int) -> tuple[int, str, str]:
    """Return the status, our header and the words of an answer, as the script sees them."""
    address = reverse("item_note", args=[item.pk, field])
    answer: HttpResponseBase = browser.post(address, {field: words, f"{field}_version": version})
    return answer.status_code, answer.headers.get("Site-Note", ""), getattr(answer, "content", b"").decode()


def test_a_box_is_saved_and_the_second_writer_sees_both_texts(world: World) -> None:
    (item,) = a_day(world)
    dana = world.client(world.dana)
    status, outcome, shown = send(dana, item, "discussion", "Dana’s words", 0)
    assert (status, outcome) == (200, "saved")
    assert 'name="discussion_version" value="1"' in shown
    assert "Saved " in shown
    status, outcome, shown = send(dana, item, "discussion", "The other’s words", 0)
    assert (status, outcome) == (409, "changed")
    assert "Dana’s words" in shown
    assert 'data-site-choice="1"' in shown
    assert 'name="discussion_version" value="0"' in shown
    assert send(dana, item, "decision", "Of another box", 0)[:2] == (200, "saved")
    assert send(dana, item, "discussion", "Dana’s words", 0)[:2] == (200, "saved")
    assert send(dana, item, "discussion", "Both", 1)[:2] == (200, "saved")
    with acting(world.dana):
        item.refresh_from_db()
        assert (item.discussion, item.decision, item.discussion_version) == ("Both", "Of another box", 2)
        verbs = Counter(Event.objects.filter(subject=item.case.reference).values_list("verb", flat=True))
    assert (verbs["conference.write"], verbs["conference.compare"]) == (3, 1)


def test_what_cannot_be_saved_says_why(world: World) -> None:
    (item,) = a_day(world)
    dana = world.client(world.dana)
    status, outcome, shown = send(dana, item, "review_on", "soon", 0)
    assert (status, outcome) == (422, "refused")
    assert "Not saved." in shown
    assert send(dana, item, "review_on", "27/3/2027", 0)[:2] == (200, "saved")
    assert send(dana, item, "decision", "x" * 4_001, 0)[:2] == (422, "refused")
    assert send(dana, item, "case", "x", 0)[0] == 404
    assert send(world.client(world.bob), item, "decision", "x", 0)[0] == 403
    assert send(world.client(world.charlie), item, "decision", "x", 0)[0] == 404
    assert send(Client(), item, "decision", "x", 0)[:2] == (302, "")
    with acting(world.dana):
        finalised(world, item.conference)
    status, outcome, shown = send(dana, item, "decision", "Too late", 1)
    assert (status, outcome) == (422, "refused")
    assert "The minutes are final and cannot be changed." in shown


def test_a_hundred_racing_edits_lose_no_word(kept_world: World) -> None:
    """Ten people at ten words each, in one box. Whoever is shown another text brings the two together, as pages do."""
    world = kept_world
    with transaction.atomic():
        (item,) = a_day(world)
    start, lock, shown = Barrier(THREADS), Lock(), list[str]()

    def people(number: int) -> None:
        try:
            start.wait(timeout=20)
            text, version = "", 0
            for edit in range(EACH):
                text, version = keep_trying(f"{text} word-{number}-{edit}".strip(), version)
        finally:
            connections.close_all()

    def keep_trying(text: str, version: int) -> tuple[str, int]:
        while True:
            try:
                with transaction.atomic(), acting(world.dana):
                    kept = notes.write(actor=world.dana, item=item, field="discussion", words=text, version=version)
                return text, kept.version
            except WrittenMeanwhile as other:
                with lock:
                    shown.append(str(other.stored))
                missing = [word for word in text.split() if word not in str(other.stored).split()]
                text, version = " ".join([str(other.stored), *missing]), other.version

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(people, range(THREADS)))
    with transaction.atomic(), acting(world.dana):
        stored = Item.objects.get(pk=item.pk)
        past = ItemHistory.rows(id=item.pk).count()
    written = [f"word-{number}-{edit}" for number in range(THREADS) for edit in range(EACH)]
    assert sorted(stored.discussion.split()) == sorted(written)
    assert shown, "Nobody met another: the race was none."
    assert stored.discussion_version == 100
    assert past > 100


def test_of_edits_that_do_not_look_none_disappears(kept_world: World) -> None:
    """Ten people save their own text over the same version: one stands, and the nine others are shown what stands."""
    world = kept_world
    with transaction.atomic():
        (item,) = a_day(world)
    start = Barrier(THREADS)

    def save(number: int) -> str:
        try:
            start.wait(timeout=20)
            with transaction.atomic(), acting(world.dana):
                notes.write(actor=world.dana, item=item, field="decision", words=f"text {number}", version=0)
            return "saved"
        except WrittenMeanwhile as other:
            return str(other.stored)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        said = list(pool.map(save, range(THREADS)))
    with transaction.atomic(), acting(world.dana):
        stored = Item.objects.get(pk=item.pk).decision
    assert Counter(said) == {"saved": 1, stored: THREADS - 1}
