"""What may be uploaded, published and set as the risk instrument of a partnership."""

from datetime import date

from cases.instruments import Instrument, Thresholds
from cases.instruments.reach import unreachable
from cases.queries_instruments import Held
from partners.actor import Actor
from partners.errors import NotPossible
from partners.rules import check_may_administer


def check_may_upload(actor: Actor, instrument: Instrument, held: list[Held]) -> None:
    """Check that this version can be added to those that the partnership holds.

    Raises:
        NotPermitted: the actor does not administer the partnership.
        NotPossible: the very same version is there already, or its number is taken.
    """
    check_may_administer(actor)
    if any(each.instrument.fingerprint == instrument.fingerprint for each in held):
        raise NotPossible("This very document is there already.")
    taken = [each for each in held if each.instrument.key == instrument.key and each.starts is not None]
    newest = max((each.instrument.version for each in taken), default=0)
    if instrument.version <= newest:
        raise NotPossible(
            f"Version {newest} of “{instrument.key}” is published, and a published version never changes. "
            f"Give the document the version {newest + 1}."
        )


def check_may_publish(actor: Actor, version: Held, held: list[Held], day: date, today: date) -> None:
    """Check that a version can be published from a day.

    Raises:
        NotPermitted: the actor does not administer the partnership.
        NotPossible: it is published already, a newer one is, or the day is too early.
    """
    check_may_administer(actor)
    if version.starts is not None:
        raise NotPossible("This version is published already. A published version never changes.")
    if day < today:
        raise NotPossible("A version is published from today or from a later day.")
    others = [each for each in held if each.instrument.key == version.instrument.key and each.starts is not None]
    if any(each.instrument.version >= version.instrument.version for each in others):
        raise NotPossible("This version or a newer one is published already. Upload it with a higher version.")
    if any(not each.is_published_by(day) for each in others):
        raise NotPossible("This version would begin before the one that it replaces. Choose a later day.")


def check_may_choose(actor: Actor, version: Held, today: date) -> None:
    """Check that the partnership can assess risk with the instrument of this version.

    Raises:
        NotPermitted: the actor does not administer the partnership.
        NotPossible: it is not published, or not yet.
    """
    check_may_administer(actor)
    if version.starts is None:
        raise NotPossible("Publish this version before you choose it.")
    if not version.is_published_by(today):
        raise NotPossible("This version is not published yet. Choose it when its day has come.")


def check_may_set(actor: Actor, instrument: Instrument, thresholds: Thresholds) -> None:
    """Check that thresholds can be set for a version.

    Raises:
        NotPermitted: the actor does not administer the partnership.
        NotPossible: they do not fit the version, or some band could not be reached.
    """
    check_may_administer(actor)
    if (thresholds.medium is None) is not (instrument.thresholds.medium is None):
        raise NotPossible("Set a beginning for medium exactly where the version has that level.")
    errors = list(unreachable(instrument.method, instrument.sections, instrument.clusters, thresholds))
    if errors:
        raise NotPossible(f"{'. '.join(errors)}.")
