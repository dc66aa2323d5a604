"""Writing the texts of a release: every version is kept, and nobody overwrites another unseen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from audit import log
from partners.actor import Actor
from partners.errors import NotPossible
from reporting.models import Release, ReleaseState, ReleaseText
from reporting.policy_releases import subject_of
from reporting.releases.reading import slots_of, texts_of
from reporting.rules_releases import check_may_write


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody wants to stand in a slot.

    Attributes:
        words: all of it.
        version: the version that the writer had before them.
    """

    words: str
    version: int


class WrittenMeanwhile(NotPossible):
    """Somebody else wrote in some of the slots; all that is stored stays until a person chooses.

    Attributes:
        slots: the keys of those slots.
    """

    def __init__(self, slots: Sequence[str]) -> None:
        super().__init__("Somebody else saved these texts while you were writing. Choose which text stands.")
        self.slots = tuple(slots)


@transaction.atomic
def write(*, actor: Actor, release: Release, typed: Mapping[str, Typed]) -> list[str]:
    """Write the texts that are new or different, all of them or none, and return the keys of their slots.

    Args:
        actor: who writes.
        release: the draft.
        typed: what is to stand, by the key of its slot.

    Raises:
        NotPermitted: the actor's role does not include it.
        NotPossible: it is no draft any more, or there is no such slot.
        WrittenMeanwhile: another text was saved in some of the slots since the writer read them.
    """
    check_may_write(actor, _locked(release))
    _check_slots(release, typed)
    stored = texts_of(release)
    new = {key: each for key, each in typed.items() if _words(each) != (stored[key].words if key in stored else "")}
    late = [key for key, each in new.items() if each.version != (stored[key].version if key in stored else 0)]
    if late:
        raise WrittenMeanwhile(late)
    ReleaseText.objects.bulk_create([_text(actor, release, key, each) for key, each in new.items()])
    if new:
        log.record(actor, "release.write", subject=subject_of(release), facts={"texts": len(new)})
    return list(new)


def _locked(release: Release) -> Release:
    """Return the release as it is, so that it is not signed while somebody writes."""
    locked = Release.objects.select_for_update().filter(pk=release.pk, state=ReleaseState.DRAFT).first()
    return locked or Release.objects.get(pk=release.pk)


def _check_slots(release: Release, typed: Mapping[str, Typed]) -> None:
    strange = typed.keys() - {slot.key for slot in slots_of(release)}
    if strange:
        raise NotPossible("This release has no such text.")


def _words(typed: Typed) -> str:
    return "\n".join(line.rstrip() for line in typed.words.splitlines()).strip()


def _text(actor: Actor, release: Release, key: str, typed: Typed) -> ReleaseText:
    return ReleaseText(
        release=release,
        partnership_id=release.partnership_id,
        slot=key,
        version=typed.version + 1,
        words=_words(typed),
        written_by_id=actor.person,
    )
