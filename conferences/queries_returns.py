"""Reading research returns. What is read has come through `conferences.policy` before; the database hides the rest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from cases.terms import labels
from conferences.models import Item, ResearchReturn, Statement
from conferences.models.research_return import ReturnAnswer
from conferences.models.statement import StatementKind
from conferences.queries import agencies_at_item
from partners.actor import Actor
from partners.models import Agency


@dataclass(frozen=True, slots=True)
class Shown:
    """A shared statement as everybody at the item reads it."""

    kind: str
    colour: str
    text: str
    source: str
    dated_on: object
    gateway: str


@dataclass(frozen=True, slots=True)
class Side:
    """What one agency brought to an item.

    Attributes:
        agency: its name.
        is_own: whether the reader is of this agency.
        is_released: whether a return stands.
        is_nothing_known: whether it says that nothing is known.
        says_withheld: whether the agency chose to let the others know that it withholds something.
        statements: what it shares.
    """

    agency: str
    is_own: bool
    is_released: bool
    is_nothing_known: bool = False
    says_withheld: bool = False
    statements: Sequence[Shown] = ()


def standing_returns(item: Item) -> QuerySet[ResearchReturn]:
    """Return the released returns about an item that have not been taken back."""
    return item.returns.filter(released_at__isnull=False, taken_back_at__isnull=True).order_by()


def sides_of(actor: Actor, item: Item, agencies: Iterable[Agency]) -> list[Side]:
    """Return what each agency at the item brought. Of the reader's own agency too only what it shares is shown here.

    Args:
        actor: who reads.
        item: the item.
        agencies: those that are there for it (`conferences.queries.agencies_at_item`).
    """
    shared = Prefetch("statements", Statement.objects.filter(is_shared=True))
    found = {each.agency_id: each for each in standing_returns(item).prefetch_related(shared)}
    gateways = labels("legal_gateway", item.conference.partnership_id)
    return [_side(actor, agency, found.get(agency.pk), gateways) for agency in agencies]


def _side(actor: Actor, agency: Agency, found: ResearchReturn | None, gateways: dict[str, str]) -> Side:
    own = agency.pk == actor.agency_id
    if found is None:
        return Side(agency.name, own, is_released=False)
    return Side(
        agency=agency.name,
        is_own=own,
        is_released=True,
        is_nothing_known=found.answer == ReturnAnswer.NOTHING_KNOWN,
        says_withheld=found.says_withheld,
        statements=[_shown(statement, gateways) for statement in found.statements.all()],
    )


def _shown(statement: Statement, gateways: dict[str, str]) -> Shown:
    return Shown(
        kind=statement.get_kind_display(),
        colour="blue" if statement.kind == StatementKind.FACT else "yellow",
        text=statement.text,
        source=statement.source,
        dated_on=statement.dated_on,
        gateway=gateways.get(statement.legal_gateway, statement.legal_gateway),
    )


def own_return(actor: Actor, item: Item) -> ResearchReturn | None:
    """Return the last version of the agency's own return about an item, with its statements, withheld ones too."""
    own = item.returns.filter(agency_id=actor.agency).order_by("-version")
    return own.select_related("released_by").prefetch_related("statements").first()


def own_versions(actor: Actor, item: Item) -> QuerySet[ResearchReturn]:
    """Return the versions that the agency has taken back, the latest first."""
    own = item.returns.filter(agency_id=actor.agency, taken_back_at__isnull=False).order_by("-version")
    return own.select_related("released_by", "taken_back_by").prefetch_related("statements")


def own_statement(actor: Actor, statement_id: UUID) -> Statement | None:
    """Return a statement of the agency's own, with its item, or nothing."""
    own = Statement.objects.filter(pk=statement_id, agency_id=actor.agency)
    return own.select_related("research_return__item__case", "research_return__item__conference__chair").first()


@dataclass(frozen=True, slots=True)
class Awaited:
    """What has come about one item: the names of the agencies that released a return, and of those awaited."""

    item: Item
    released: Sequence[str]
    awaited: Sequence[str]


def awaited_at(items: Iterable[Item]) -> list[Awaited]:
    """Return for each item which agencies have released a return; never what it says, and nothing of drafts."""
    found = []
    for item in items:
        there = agencies_at_item(item)
        done = set(standing_returns(item).values_list("agency_id", flat=True))
        released = [agency.name for agency in there if agency.pk in done]
        found.append(Awaited(item, released, [agency.name for agency in there if agency.pk not in done]))
    return found
