"""The manager's pages of releases, as a browser without JavaScript sees them."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from partners.scope import acting
from reporting.actions.release_work import work
from reporting.models import Release, ReleaseText
from tests.personas import World, confirm
from tests.reporting.conftest import Queue
from tests.reporting.test_releases import counted, stored_run

pytestmark = pytest.mark.django_db
CONFIRMED = {"figures_read": "on", "nobody_pointed_at": "on"}


def text(response: Any) -> str:
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def key_in(path: str) -> UUID:
    """The release whose page this is."""
    return UUID(path.split("/")[3])


def prepared(world: World, erin: Client, audience: str) -> Release:
    """Ask for a draft on the page, and have a worker prepare it."""
    run = stored_run(world, counted())
    page = erin.get(f"/reports/{run.pk}/release/")
    assert "Who is it for?" in text(page)
    answer = erin.post(f"/reports/{run.pk}/release/", {"audience": audience, "tables": ["strands"]})
    key = key_in(answer.headers["Location"])
    waiting = erin.get(answer.headers["Location"])
    assert waiting.headers["Refresh"] == "3"
    assert "finding out what has to be kept back" in text(waiting)
    with acting(world.erin):
        release = Release.objects.get(pk=key)
    assert work(release.pk, world.partnership.pk)
    return release


def test_from_the_report_to_the_published_release(world: World, queue: Queue) -> None:
    erin = world.client(world.erin)
    assert "No releases yet" in text(erin.get("/reports/library/"))
    path = f"/reports/library/{prepared(world, erin, 'public').pk}/"
    draft = text(erin.get(path))
    assert "Look at this: Nothing is written yet" in draft
    assert "could not." in draft
    assert "[c]" in draft
    texts = text(erin.get(f"{path}texts/"))
    assert "Race was recorded in" in texts
    fields = dict(re.findall(r'name="([\w-]+_version)" value="(\d+)"', erin.get(f"{path}texts/").content.decode()))
    assert set(fields.values()) == {"0"}
    saved = erin.post(f"{path}texts/", fields | {"foreword": "We begin.\nTwice."})
    assert saved.headers["Location"] == path
    assert "We begin." in text(erin.get(path))
    late = erin.post(f"{path}texts/", fields | {"foreword": "Somebody else."})
    assert late.status_code == 200
    assert "The other text: We begin." in text(late)
    assert "Somebody else." in late.content.decode()
    assert 'name="foreword_version" value="1"' in late.content.decode()
    unticked = erin.post(f"{path}sign/", {"figures_read": "on"})
    assert "Read the texts, then tick the box" in text(unticked)
    assert erin.post(f"{path}sign/", CONFIRMED).headers["Location"] == path
    assert "A worker is writing the files." in text(erin.get(path))
    assert work(key_in(path), world.partnership.pk)
    page = text(erin.get(path))
    assert "Signed by Erin on" in page
    first = erin.get(f"{path}download/html/")
    assert first.content == erin.get(f"{path}download/html/").content
    assert b'<p class="govuk-body">Twice.</p>' in first.content
    library = text(erin.get("/reports/library/"))
    today = date_format(timezone.localdate())
    assert f"Published Erin, {today} Erin, Hate Crime Unit: 2, last on {today}" in library
    assert erin.get(f"{path}download/pdf/").status_code == 404


def test_signing_and_withdrawing_ask_who_is_sitting_there(world: World, queue: Queue) -> None:
    erin = world.client(world.erin)
    path = f"/reports/library/{prepared(world, erin, 'lay').pk}/"
    stale = world.client(world.erin, fresh=False)
    for page in ("sign/", "withdraw/"):
        assert stale.get(path + page).status_code == 302
        assert stale.post(path + page, CONFIRMED).status_code == 302
    with acting(world.erin):
        assert Release.objects.get().state == "draft"
    confirm(stale, world.erin.person)
    assert stale.post(f"{path}sign/", CONFIRMED).headers["Location"] == path
    assert "Only a published release can be withdrawn." in text(erin.get(f"{path}withdraw/"))
    assert work(key_in(path), world.partnership.pk)
    assert "Say why it is withdrawn" in text(erin.post(f"{path}withdraw/", {"why": ""}))
    assert erin.post(f"{path}withdraw/", {"why": "Counted twice."}).headers["Location"] == path
    page = text(erin.get(path))
    assert "This release was withdrawn on" in page
    assert "Counted twice." in page


def test_a_draft_is_discarded_and_its_texts_are_offered_in_the_next(world: World, queue: Queue) -> None:
    erin = world.client(world.erin)
    release = prepared(world, erin, "partnership")
    path = f"/reports/library/{release.pk}/"
    with acting(world.erin):
        ReleaseText(
            release=release,
            partnership=world.partnership,
            slot="foreword",
            version=1,
            words="We begin.",
            written_by_id=world.erin.person,
        ).save(force_insert=True)
    assert erin.post(f"{path}discard/").status_code == 302
    assert "Prepare it again" in text(erin.get(path))
    assert "The draft is discarded." not in text(erin.post(f"{path}discard/", follow=True))
    assert "only while it is a draft" in text(erin.get(f"{path}texts/"))
    answer = erin.post(f"/reports/{release.run_id}/release/", {"audience": "partnership"})
    following = answer.headers["Location"]
    assert following != path
    assert work(key_in(following), world.partnership.pk)
    offered = erin.get(f"{following}texts/").content.decode()
    assert "We begin." in offered
    assert "Taken from the version before and not saved yet." in offered


def test_what_was_chosen_wrongly_is_said(world: World, queue: Queue) -> None:
    erin = world.client(world.erin)
    run = stored_run(world, counted())
    assert "Choose who it is for" in text(erin.post(f"/reports/{run.pk}/release/", {}))
    nothing = erin.post(f"/reports/{run.pk}/release/", {"audience": "lay"})
    assert "Choose at least one table for lay members" in text(nothing)
