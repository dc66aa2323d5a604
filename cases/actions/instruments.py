"""Uploading, publishing and choosing the risk instrument of a partnership, and setting its thresholds."""

import json
from datetime import date

from django.db import transaction
from django.utils import timezone

from audit import log
from cases.instruments import Instrument, Thresholds
from cases.instruments.files import Examined
from cases.models import InstrumentVersion, RiskThresholds
from cases.queries_instruments import Held, held_by
from cases.rules_instruments import check_may_choose, check_may_publish, check_may_set, check_may_upload
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import Partnership


@transaction.atomic
def upload(*, actor: Actor, examined: Examined) -> InstrumentVersion:
    """Store a version as it was written. Nobody assesses with it before it is published.

    Raises:
        NotPermitted: the actor does not administer the partnership.
        NotPossible: the same is there already, or its number is taken.
        DocumentRefused: the file has errors.
    """
    instrument = examined.build()
    check_may_upload(actor, instrument, held_by(actor.partnership_id))
    version = InstrumentVersion(
        partnership_id=actor.partnership_id,
        key=instrument.key,
        version=instrument.version,
        document=json.dumps(examined.document, ensure_ascii=False),
        fingerprint=instrument.fingerprint,
        uploaded_by_id=actor.user_id,
    )
    version.save(force_insert=True)
    _record(actor, "instrument.upload", instrument)
    return version


@transaction.atomic
def publish(*, actor: Actor, version: Held, day: date) -> None:
    """Publish a version from a day on. It never changes afterwards.

    Raises:
        NotPermitted: the actor does not administer the partnership.
        NotPossible: it is published already, a newer one is, or the day is too early.
    """
    check_may_publish(actor, version, held_by(actor.partnership_id), day, timezone.localdate())
    waiting = InstrumentVersion.objects.filter(
        partnership_id=actor.partnership_id, fingerprint=version.instrument.fingerprint, published_at__isnull=True
    )
    published = waiting.update(publish_from=day, published_by_id=actor.user_id, published_at=timezone.now())
    if published != 1:
        raise NotPossible("Somebody else has published this version just now.")
    _record(actor, "instrument.publish", version.instrument, publish_from=day.isoformat())


@transaction.atomic
def choose(*, actor: Actor, version: Held) -> None:
    """Let the partnership assess risk with this instrument: with its newest published version of each day.

    Raises:
        NotPermitted: the actor does not administer the partnership.
        NotPossible: it is not published.
    """
    check_may_choose(actor, version, timezone.localdate())
    Partnership.objects.filter(pk=actor.partnership_id).update(instrument=version.instrument.key)
    _record(actor, "instrument.choose", version.instrument)


@transaction.atomic
def set_thresholds(*, actor: Actor, instrument: Instrument, thresholds: Thresholds) -> None:
    """Set the partnership's own thresholds for one version; what was set before stays on record.

    Raises:
        NotPermitted: the actor does not administer the partnership.
        NotPossible: they do not fit the version.
    """
    check_may_set(actor, instrument, thresholds)
    RiskThresholds(
        partnership_id=actor.partnership_id,
        fingerprint=instrument.fingerprint,
        medium=thresholds.medium,
        high=thresholds.high,
        incidents=thresholds.incidents,
        within_days=thresholds.within_days,
        set_by_id=actor.user_id,
    ).save(force_insert=True)
    _record(
        actor,
        "instrument.set_thresholds",
        instrument,
        medium=thresholds.medium,
        high=thresholds.high,
        incidents=thresholds.incidents,
        within_days=thresholds.within_days,
    )


def _record(actor: Actor, verb: str, instrument: Instrument, **facts: str | int | None) -> None:
    about: dict[str, str | int | None] = {"version": instrument.version, "fingerprint": instrument.fingerprint}
    log.record(actor, verb, subject=instrument.key, facts={**about, **facts})
