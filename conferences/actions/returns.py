"""Writing, releasing and taking back what an agency knows of a case on the agenda."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from audit import log
from conferences.models import Item, ResearchReturn, Statement
from conferences.models.research_return import ReturnAnswer
from conferences.rules_returns import (
    ONE_IS_RELEASED,
    check_answer,
    check_is_draft,
    check_may_return,
    check_stands,
    check_statement,
)
from partners.actor import Actor
from partners.errors import NotPossible


@dataclass(frozen=True, slots=True)
class Said:
    """One statement as it is written down.

    Attributes:
        kind: fact or opinion, a value of `StatementKind`.
        text: what is said.
        source: where the agency has it from.
        dated_on: the day it happened or became known.
        legal_gateway: the code of the gateway on which it is shared; empty when it is withheld.
        withheld_because: why it is not shared; empty when it is.
    """

    kind: str
    text: str
    source: str
    dated_on: date
    legal_gateway: str = ""
    withheld_because: str = ""

    @property
    def values(self) -> dict[str, object]:
        """The fields of the row."""
        return {
            "kind": self.kind,
            "text": self.text,
            "source": self.source,
            "dated_on": self.dated_on,
            "is_shared": not self.withheld_because,
            "legal_gateway": self.legal_gateway,
            "withheld_because": self.withheld_because,
        }


@transaction.atomic
def write(*, actor: Actor, item: Item, said: Said, statement: Statement | None = None) -> Statement:
    """Write a statement into the agency's draft, which is begun if there is none; nobody else sees it.

    Args:
        actor: somebody of an agency that takes part in the item.
        item: the case on the agenda.
        said: what is written.
        statement: the statement of the draft that it replaces; a new one when there is none.

    Raises:
        NotPermitted: the role does not allow it, or the statement is another agency's.
        NotPossible: the conference is over, the return has been released, or something is missing.
    """
    check_may_return(actor, item)
    draft = _draft(actor, item) if statement is None else statement.research_return
    check_is_draft(actor, draft)
    written = statement or Statement(research_return=draft, agency_id=actor.agency)
    _keep(written, said, item, is_new=statement is None)
    _record(actor, "return.write", item, {"return": str(draft.pk)})
    return written


def _keep(written: Statement, said: Said, item: Item, *, is_new: bool) -> None:
    vars(written).update(said.values)
    check_statement(written, item)
    if is_new:
        written.save(force_insert=True)
    else:
        written.save(update_fields=list(said.values))


@transaction.atomic
def remove(*, actor: Actor, item: Item, statement: Statement) -> None:
    """Remove a statement from the draft.

    Raises:
        NotPermitted: it is another agency's.
        NotPossible: the conference is over, or the return has been released.
    """
    check_may_return(actor, item)
    check_is_draft(actor, statement.research_return)
    statement.delete()
    _record(actor, "return.write", item, {"return": str(statement.research_return_id)})


@transaction.atomic
def release(*, actor: Actor, item: Item, answer: str, says_withheld: bool = False) -> ResearchReturn:
    """Release the agency's return: from now on whoever takes part in the item sees what it shares.

    Args:
        actor: somebody of the agency.
        item: the case on the agenda.
        answer: a value of `ReturnAnswer`.
        says_withheld: whether the others may know that something is withheld; nothing more is ever told of it.

    Raises:
        NotPermitted: the role does not allow it.
        NotPossible: the conference is over, one is released already, or the answer and the statements do not fit.
    """
    check_may_return(actor, item)
    draft = _draft(actor, item)
    statements = list(draft.statements.all())
    check_answer(answer, statements)
    draft.answer = answer
    draft.says_withheld = says_withheld and any(not each.is_shared for each in statements)
    draft.released_at, draft.released_by_id = timezone.now(), actor.person
    draft.save(update_fields=["answer", "says_withheld", "released_at", "released_by"])
    shared = sum(each.is_shared for each in statements)
    facts: dict[str, str | int | bool | None] = {
        "return": str(draft.pk),
        "version": draft.version,
        "shared": shared,
        "known": bool(statements),
    }
    _record(actor, "return.release", item, facts)
    return draft


@transaction.atomic
def nothing_known(*, actor: Actor, item: Item) -> ResearchReturn:
    """Say in one step that the agency knows nothing.

    Raises:
        NotPermitted: the role does not allow it.
        NotPossible: the conference is over, a return is released already, or statements have been written.
    """
    return release(actor=actor, item=item, answer=ReturnAnswer.NOTHING_KNOWN)


@transaction.atomic
def take_back(*, actor: Actor, item: Item, research_return: ResearchReturn) -> ResearchReturn:
    """Take a released return back, and return the draft of the next version, with its statements copied to correct.

    Raises:
        NotPermitted: it is another agency's.
        NotPossible: the conference is over, or it is not released.
    """
    check_may_return(actor, item)
    check_stands(actor, research_return)
    changed = ResearchReturn.objects.filter(pk=research_return.pk, taken_back_at__isnull=True).update(
        taken_back_at=timezone.now(), taken_back_by_id=actor.person
    )
    if changed != 1:
        raise NotPossible("This return has been taken back already.")
    draft = _draft(actor, item)
    for statement in research_return.statements.all():
        _copy(statement, draft)
    _record(actor, "return.take_back", item, {"return": str(research_return.pk), "version": research_return.version})
    return draft


def _copy(statement: Statement, draft: ResearchReturn) -> None:
    said = {name: getattr(statement, name) for name in Said("", "", "", statement.dated_on).values}
    Statement(research_return=draft, agency_id=statement.agency_id, **said).save(force_insert=True)


def _draft(actor: Actor, item: Item) -> ResearchReturn:
    """Return the agency's draft, and begin the next version when there is none.

    Raises:
        NotPossible: a version is released and stands.
    """
    _take_turns(actor, item)
    own = ResearchReturn.objects.filter(item=item, agency_id=actor.agency)
    if own.filter(released_at__isnull=False, taken_back_at__isnull=True).exists():
        raise NotPossible(ONE_IS_RELEASED)
    if draft := own.filter(released_at__isnull=True).first():
        return draft
    draft = ResearchReturn(
        partnership_id=actor.partnership_id,
        case_id=item.case_id,
        item=item,
        agency_id=actor.agency,
        version=(own.aggregate(last=Max("version"))["last"] or 0) + 1,
        started_by_id=actor.person,
    )
    draft.save(force_insert=True)
    return draft


def _take_turns(actor: Actor, item: Item) -> None:
    """Let colleagues who write at once begin one draft, not two: the second waits until the first is committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"return {item.pk} {actor.agency}"])


def _record(actor: Actor, verb: str, item: Item, facts: Mapping[str, str | int | bool | None]) -> None:
    log.record(
        actor,
        verb,
        subject=item.case.reference,
        owner_agency_id=item.case.lead_agency_id,
        facts={"conference": str(item.conference_id), **facts},
    )
