"""The risk instruments of a partnership: uploaded, tried, published from a day, chosen; thresholds of its own."""

import json
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from cases.actions import instruments
from cases.actions.assessment import complete
from cases.instruments import Instrument, Thresholds, UnknownInstrument, latest
from cases.instruments.files import examine
from cases.instruments.library import document as built_in_document
from cases.models import Assessment, InstrumentVersion, RiskThresholds
from cases.queries_instruments import Held, find, held_by, in_use, instrument_of
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.models import Partnership
from partners.models.history import PartnershipHistory
from partners.scope import acting
from tests.cases.given import assess, calm_answers, new_case
from tests.personas import World

TODAY = timezone.localdate


def second(**changes: Any) -> bytes:
    """Return a second version of our own instrument, with one question more."""
    said = built_in_document("hate_crime", 1) | {"version": 2, "title": "Hate crime risk, version two"} | changes
    about = {"help": "Help.", "source": "Anyone", "kind": "yes_no", "points": 8}
    more = {"key": "more", "title": "More", "questions": [{**about, "key": "new", "text": "Is this new?"}]}
    return json.dumps(said | {"sections": [*said["sections"], more]}).encode()


def uploaded(actor: Actor, content: bytes) -> Held:
    with acting(actor):
        version = instruments.upload(actor=actor, examined=examine(content))
        return find(actor.partnership_id, version.fingerprint)


def published(actor: Actor, content: bytes, *, days: int = 0) -> Instrument:
    held = uploaded(actor, content)
    with acting(actor):
        instruments.publish(actor=actor, version=held, day=TODAY() + timedelta(days=days))
    return held.instrument


def of_today(actor: Actor, world: World, **more: Any) -> Instrument:
    with acting(actor):
        return in_use(Partnership.objects.get(pk=world.partnership.pk), **more)


def facts(actor: Actor, verb: str) -> list[dict[str, Any]]:
    with acting(actor):
        return list(Event.objects.filter(verb=verb).values_list("facts", flat=True))


def test_a_version_is_used_from_its_day_by_its_partnership_alone(world: World) -> None:
    newer = published(world.frank, second(), days=3)
    assert of_today(world.alice, world) == latest("hate_crime")
    assert of_today(world.alice, world, day=TODAY() + timedelta(days=3)) == newer
    with acting(world.judy):
        assert in_use(Partnership.objects.get(pk=world.other_partnership.pk)) == latest("hate_crime")
        with pytest.raises(UnknownInstrument):
            find(world.other_partnership.pk, newer.fingerprint)
    with acting(world.grace):
        told = {event.verb: event.facts for event in Event.objects.filter(subject="hate_crime")}
    about = {"version": 2, "fingerprint": newer.fingerprint}
    day = (TODAY() + timedelta(days=3)).isoformat()
    assert told == {"instrument.upload": about, "instrument.publish": {**about, "publish_from": day}}


def test_a_running_assessment_keeps_its_version_and_a_completed_one_stays_readable(world: World) -> None:
    case, before = new_case(world.alice), assess(world.alice, new_case(world.alice))
    shown = of_today(world.alice, world)
    newer = published(world.frank, second())
    assert of_today(world.alice, world) == newer
    assert of_today(world.alice, world, shown=shown.fingerprint) == shown
    assert of_today(world.alice, world, shown="nonsense") == newer
    later = TODAY() + timedelta(days=15)
    assert of_today(world.alice, world, shown=shown.fingerprint, day=later) == newer
    browser = world.client(world.alice)
    asked = reverse("assessment_new", args=[case.reference])
    page = browser.get(asked)
    assert page.context["instrument"] == newer
    sent = calm_answers() | {"step": "preview", "instrument": shown.fingerprint}
    assert browser.post(asked, sent).context["result"].version == 1
    missing = browser.post(asked, calm_answers() | {"step": "preview"})
    assert list(missing.context["form"].errors) == ["new"]
    with acting(world.alice):
        done = complete(actor=world.alice, case=case, answers=calm_answers(), token=uuid4(), instrument=shown)
    after = assess(world.alice, case, calm_answers() | {"new": "yes"})
    assert [(each.instrument_version, each.instrument_fingerprint) for each in (before, done, after)] == [
        (1, shown.fingerprint),
        (1, shown.fingerprint),
        (2, newer.fingerprint),
    ]
    with acting(world.alice):
        assert [instrument_of(each).version for each in (before, done, after)] == [1, 1, 2]
    for each in (done, after):
        path = reverse("assessment_page", args=[case.reference, each.pk])
        assert f"version {each.instrument_version}" in browser.get(path).content.decode()


def test_what_is_published_never_changes_and_numbers_only_rise(world: World) -> None:
    one = uploaded(world.frank, second())
    other = uploaded(world.frank, second(title="A correction"))
    with acting(world.frank):
        with pytest.raises(NotPossible, match="from today or from a later day"):
            instruments.publish(actor=world.frank, version=other, day=TODAY() - timedelta(days=1))
        with pytest.raises(NotPossible, match="This very document is there already"):
            instruments.upload(actor=world.frank, examined=examine(second()))
        instruments.publish(actor=world.frank, version=other, day=TODAY() + timedelta(days=5))
        again = find(world.partnership.pk, other.instrument.fingerprint)
        with pytest.raises(NotPossible, match="A published version never changes"):
            instruments.publish(actor=world.frank, version=again, day=TODAY() + timedelta(days=9))
        with pytest.raises(NotPossible, match="This version or a newer one is published already"):
            instruments.publish(actor=world.frank, version=one, day=TODAY())
        with pytest.raises(NotPossible, match="Give the document the version 3"):
            instruments.upload(actor=world.frank, examined=examine(second(about="Another")))
        third = instruments.upload(actor=world.frank, examined=examine(second(version=3)))
        with pytest.raises(NotPossible, match="begin before the one that it replaces"):
            instruments.publish(
                actor=world.frank,
                version=find(world.partnership.pk, third.fingerprint),
                day=TODAY() + timedelta(days=4),
            )
    with acting(world.alice):
        assert [(row.version, row.document == "") for row in InstrumentVersion.objects.all()] == [(2, False)]
    with acting(world.frank):
        assert [each.instrument.version for each in held_by(world.partnership.pk)] == [1, 3, 2, 2, 1]


@pytest.mark.parametrize("name", ["alice", "erin", "grace"])
def test_only_an_administrator_does_any_of_it(world: World, name: str) -> None:
    actor = world.people()[name]
    held = Held(instrument=latest("hate_crime"), starts=date(2026, 11, 21))
    deeds = (
        lambda: instruments.upload(actor=actor, examined=examine(second())),
        lambda: instruments.publish(actor=actor, version=held, day=TODAY()),
        lambda: instruments.choose(actor=actor, version=held),
        lambda: instruments.set_thresholds(
            actor=actor, instrument=held.instrument, thresholds=held.instrument.thresholds
        ),
    )
    for deed in deeds:
        with acting(actor), pytest.raises(NotPermitted, match="administration of the partnership"):
            deed()


def test_the_partnership_chooses_its_instrument(world: World) -> None:
    later = uploaded(world.frank, second(key="ours"))
    with acting(world.frank):
        with pytest.raises(NotPossible, match="Publish this version before you choose it"):
            instruments.choose(actor=world.frank, version=later)
        instruments.publish(actor=world.frank, version=later, day=TODAY() + timedelta(days=1))
        later = find(world.partnership.pk, later.instrument.fingerprint)
        with pytest.raises(NotPossible, match="not published yet"):
            instruments.choose(actor=world.frank, version=later)
        example = find(world.partnership.pk, latest("asb_example").fingerprint)
        instruments.choose(actor=world.frank, version=example)
        kept = PartnershipHistory.rows(id=world.partnership.pk).order_by("-pgh_id")[0]
    assert of_today(world.alice, world).key == "asb_example"
    assert getattr(kept, "instrument", "") == "asb_example"
    assert facts(world.grace, "instrument.choose") == [
        {"version": 1, "fingerprint": example.instrument.fingerprint},
    ]


def test_thresholds_are_the_partnerships_and_of_one_version(world: World) -> None:
    own = Thresholds(medium=2, high=4, incidents=2, within_days=90)
    with acting(world.frank):
        instruments.set_thresholds(actor=world.frank, instrument=latest("hate_crime"), thresholds=own)
    strict = assess(world.alice, new_case(world.alice), calm_answers() | {"online_and_offline": "yes"})
    assert (strict.band, strict.thresholds) == (
        "medium",
        {"medium": 2, "high": 4, "incidents": 2, "within_days": 90},
    )
    looser = Thresholds(medium=3, high=9, incidents=4, within_days=30)
    with acting(world.frank):
        instruments.set_thresholds(actor=world.frank, instrument=latest("hate_crime"), thresholds=looser)
        assert [row.high for row in RiskThresholds.objects.all()] == [9, 4]
    assert of_today(world.alice, world).thresholds == looser
    with acting(world.alice):
        assert instrument_of(Assessment.objects.get(pk=strict.pk)).thresholds == own
    newer = published(world.frank, second())
    assert of_today(world.alice, world).thresholds == newer.thresholds == latest("hate_crime").thresholds
    assert [each["high"] for each in facts(world.grace, "instrument.set_thresholds")] == [9, 4]


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (Thresholds(medium=8, high=99, incidents=3, within_days=365), "the answers give 61 at most"),
        (Thresholds(medium=None, high=16, incidents=3, within_days=365), "exactly where the version has that level"),
    ],
)
def test_thresholds_that_nobody_could_reach_are_refused(world: World, wanted: Thresholds, sentence: str) -> None:
    with acting(world.frank), pytest.raises(NotPossible, match=sentence):
        instruments.set_thresholds(actor=world.frank, instrument=latest("hate_crime"), thresholds=wanted)


def test_the_pages_of_a_version_from_the_file_to_the_day_it_is_used(world: World) -> None:
    browser = world.client(world.frank)
    upload = reverse("instrument_upload")
    assert "Choose the file of the instrument" in browser.post(upload).content.decode()
    broken = SimpleUploadedFile("broken.json", second(method="guess", title=""))
    said = browser.post(upload, {"file": broken}).content.decode()
    assert "Document: title must be text" in said
    assert "Document: method must be one of" in said
    sent = browser.post(upload, {"file": SimpleUploadedFile("hate_crime_v2.json", second())})
    fingerprint = examine(second()).build().fingerprint
    page = reverse("instrument_page", args=[fingerprint])
    assert sent.headers["Location"] == page
    shown = browser.get(page).content.decode()
    assert "<li>Yes: 4 points; the risk is at least medium; suggests “Make a safeguarding referral today" in shown
    assert "3 incidents in 365 days over the same person or household or place raise the risk by 1 level." in shown
    example = browser.get(reverse("instrument_page", args=[latest("asb_example").fingerprint])).content.decode()
    assert "<li>Nobody: 3 points; counts for “Alone with it, and afraid”; suggests “Offer somebody" in example
    assert ">Example</strong>" in example
    again = browser.post(upload, {"file": SimpleUploadedFile("a.json", second())}).content.decode()
    assert "This very document is there already." in again

    attempt = reverse("instrument_try", args=[fingerprint])
    assert "Nothing that you enter here is stored" in browser.get(attempt).content.decode()
    unanswered = browser.post(attempt, {"incidents-repeats": "x"}).content.decode()
    assert "“Is this new?”: answer this question, or say that you do not know" in unanswered
    tried = browser.post(attempt, calm_answers() | {"new": "yes", "incidents-repeats": "3"}).content.decode()
    assert "Result: high risk" in tried
    assert "3 incidents in 365 days: a repeat" in tried
    assert world.client(world.lena).get(page).status_code == 404

    publish = reverse("instrument_publish", args=[fingerprint])
    assert "Enter the day from which this version is used" in browser.post(publish).content.decode()
    browser.post(publish, {"day": TODAY().strftime("%-d %-m %Y")})
    assert of_today(world.alice, world).version == 2
    thresholds = reverse("instrument_thresholds", args=[fingerprint])
    wrong = browser.post(thresholds, {"medium": "9", "high": "9", "incidents": "3", "within_days": "365"})
    assert "Medium must begin above 0 points and below high; they begin at 9 and 9" in wrong.content.decode()
    browser.post(thresholds, {"medium": "9", "high": "19", "incidents": "3", "within_days": "365"})
    assert "medium from 9, high from 19, 3 incidents in 365 days" in browser.get(page).content.decode()
    browser.post(reverse("instrument_choose", args=[latest("asb_example").fingerprint]))
    assert "assesses risk with" in browser.get(reverse("instrument_list")).content.decode()
    assert of_today(world.alice, world).key == "asb_example"
    file = browser.get(reverse("instrument_file", args=[fingerprint]))
    assert file.headers["Content-Disposition"] == 'attachment; filename="hate_crime_v2.json"'
    assert examine(file.content).build().fingerprint == fingerprint
    with acting(world.alice):
        assert not Assessment.objects.exists()
