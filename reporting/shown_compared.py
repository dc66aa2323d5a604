"""What stands side by side, as pages show it: tables in words, with a link where the person may see the cases."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from partners.actor import Actor
from reporting.comparing import Comparison
from reporting.drilling import Drill
from reporting.overview import Overview
from reporting.render.html import table_html


@dataclass(frozen=True, slots=True)
class Section:
    """One figure of one table."""

    key: str
    title: str
    html: SafeString


def shown_overview(actor: Actor, found: Overview, *, today: date) -> list[Section]:
    """Return the figures of the overview, each with what is counted instead of how many there are in one period."""
    drill = Drill(actor, [side for each in found.figures for side in each.sides], today=today)
    return [
        Section(
            each.table.id,
            each.table.title,
            table_html(
                each.table,
                base=each.table.base.unit.capitalize(),
                links=drill.links(each.table, each.column.key, each.sides, of=each.spec.id),
            ),
        )
        for each in found.figures
    ]


def shown_comparison(actor: Actor, found: Comparison, *, today: date) -> list[Section]:
    """Return the figures of a comparison."""
    drill = Drill(actor, found.sides, today=today)
    return [
        Section(
            table.id,
            table.title,
            table_html(
                table,
                base=table.base.unit.capitalize(),
                links=drill.links(table, column.key, found.sides, of=found.spec.id),
            ),
        )
        for column, table in found.figures
    ]
