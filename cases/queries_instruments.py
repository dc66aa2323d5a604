"""The risk instruments of a partnership: built-in ones, versions that it has uploaded, and its thresholds."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from uuid import UUID

from django.db import connection
from django.utils import timezone

from cases.instruments import Instrument, Thresholds, UnknownInstrument
from cases.instruments.library import built_in
from cases.instruments.reading import build
from cases.models import Assessment, Case, InstrumentVersion, RiskThresholds
from cases.queries import incidents_in_window
from partners.models import Partnership

RUNNING_DAYS = 14
"""For so many days after a new version an assessment that was begun with the one before may be completed with it."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """A version that a partnership could use.

    `starts` is the day from which it is published; an upload that waits has none yet. What is built in is always there.
    """

    instrument: Instrument
    starts: date | None
    upload: InstrumentVersion | None = None

    @property
    def is_built_in(self) -> bool:
        return self.upload is None

    def is_published_by(self, day: date) -> bool:
        return self.is_built_in or (self.starts is not None and self.starts <= day)


def held_by(partnership_id: UUID) -> list[Held]:
    """Return every version that the actor may see: built in or uploaded, by key, the newest first."""
    uploads = InstrumentVersion.objects.filter(partnership_id=partnership_id).select_related(
        "uploaded_by", "published_by"
    )
    held = [Held(instrument=instrument, starts=instrument.published) for instrument in built_in()]
    held += [
        Held(instrument=_read(row), starts=row.publish_from, upload=row)
        for row in uploads.select_related("uploaded_by", "published_by")
    ]
    return sorted(held, key=lambda each: (each.instrument.key, -each.instrument.version, str(each.starts or "")))


def find(partnership_id: UUID, fingerprint: str) -> Held:
    """Return the version with this fingerprint.

    Raises:
        UnknownInstrument: the partnership has none, or the actor may not see it.
    """
    for held in held_by(partnership_id):
        if held.instrument.fingerprint == fingerprint:
            return held
    raise UnknownInstrument("There is no such version of a risk instrument.")


def in_use(partnership: Partnership, *, shown: str = "", day: date | None = None) -> Instrument:
    """Return the instrument with which the partnership assesses risk, with the thresholds that it has set for it.

    Args:
        partnership: whose.
        shown: the fingerprint of the version whose questions somebody is answering already: it is kept, unless it was
            replaced longer ago than anybody takes for an assessment.
        day: today if it is not given.

    Raises:
        UnknownInstrument: nothing of the partnership's instrument is published on that day.
    """
    today = day or timezone.localdate()
    held = held_by(partnership.pk)
    versions = _published(held, partnership.instrument, today)
    if not versions:
        raise UnknownInstrument(f"Nothing is published of the risk instrument “{partnership.instrument}”.")
    running = _published(held, partnership.instrument, today - timedelta(days=RUNNING_DAYS))
    kept = [each for each in versions if each.instrument.version >= (running or versions)[0].instrument.version]
    chosen = next((each for each in kept if each.instrument.fingerprint == shown), versions[0])
    return with_thresholds(partnership.pk, chosen.instrument)


def _published(held: Iterable[Held], key: str, day: date) -> list[Held]:
    """Return the versions of an instrument that are published by that day, the newest first."""
    found = [each for each in held if each.instrument.key == key and each.is_published_by(day)]
    return sorted(found, key=lambda each: (-each.instrument.version, each.is_built_in))


def instrument_of(assessment: Assessment) -> Instrument:
    """Return the version with which an assessment was completed, with the thresholds of that day.

    A case that came from another partnership brings assessments with a version of that partnership's.

    Raises:
        UnknownInstrument: the actor may not read the assessment.
    """
    for held in held_by(assessment.case.partnership_id):
        found = held.instrument
        same = (found.key, found.version) == (assessment.instrument, assessment.instrument_version)
        if same and assessment.instrument_fingerprint in ("", found.fingerprint):
            stored = assessment.thresholds
            return replace(found, thresholds=Thresholds(**stored)) if stored else found
    return _instrument_elsewhere(assessment)


def _instrument_elsewhere(assessment: Assessment) -> Instrument:
    """Return a version of another partnership, which the database hands to those who read the assessment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.instrument_of(%s)", [assessment.pk])
        (document,) = cursor.fetchone()
    if document is None:
        raise UnknownInstrument("The version with which this was assessed cannot be read here.")
    found, stored = _built(assessment.instrument_fingerprint, document), assessment.thresholds
    return replace(found, thresholds=Thresholds(**stored)) if stored else found


def counted(case: Case, instrument: Instrument, today: date) -> dict[str, int]:
    """Return how many incidents count for each rule on repeats, by its key."""
    rules = instrument.repeats(instrument.thresholds)
    return {rule.key: incidents_in_window(case, rule.within_days, today, over=rule.over) for rule in rules}


def thresholds_set(partnership_id: UUID, fingerprint: str) -> list[RiskThresholds]:
    """Return the thresholds that were set for a version, the newest first: they count, the others are history."""
    found = RiskThresholds.objects.filter(partnership_id=partnership_id, fingerprint=fingerprint)
    return list(found.select_related("set_by"))


def with_thresholds(partnership_id: UUID, instrument: Instrument) -> Instrument:
    """Return the version with the partnership's own thresholds, if it has set any."""
    newest = thresholds_set(partnership_id, instrument.fingerprint)[:1]
    return replace(instrument, thresholds=thresholds_of(newest[0])) if newest else instrument


def thresholds_of(row: RiskThresholds) -> Thresholds:
    """Return what a row says."""
    return Thresholds(medium=row.medium, high=row.high, incidents=row.incidents, within_days=row.within_days)


def stored_thresholds(thresholds: Thresholds) -> dict[str, int | None]:
    """Return thresholds as an assessment stores them."""
    return asdict(thresholds)


def _read(row: InstrumentVersion) -> Instrument:
    return _built(row.fingerprint, row.document)


@lru_cache(maxsize=200)
def _built(fingerprint: str, document: str) -> Instrument:
    """Return the instrument of a stored document; it was valid when it was uploaded."""
    return build(json.loads(document))
