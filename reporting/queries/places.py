"""Where it happened, by which route it was reported and what came of it: recorded incidents by one coded fact."""

from reporting.queries.breakdown import base_of_all, breakdown, ranked, related
from reporting.queries.facets import by
from reporting.queries.source import Question
from reporting.queries.words import vocabulary
from reporting.relations import address, base_of, equals
from reporting.tables import Table


def areas(asked: Question) -> Table:
    """In which area it happened, the most frequent first."""
    return _table(asked, "area", id_="areas", title="Areas")


def premises(asked: Question) -> Table:
    """At what kind of place it happened, the most frequent first."""
    return _table(asked, "premises", id_="premises", title="Premises")


def reported_by(asked: Question) -> Table:
    """Who reported it, the most frequent first."""
    return _table(asked, "reported_by", id_="reported_by", title="Who reported")


def _table(asked: Question, fact: str, *, id_: str, title: str) -> Table:
    """Return incidents by the fact, whose vocabulary has the same name."""
    found, words = by(asked, fact), vocabulary(asked, fact)
    table = breakdown(
        asked,
        id_=id_,
        title=title,
        found=found,
        codes=ranked(asked, words, found),
        label=words.label,
        of=base_of_all(found),
        ranked_by="recorded",
    )
    return related(table, *table.relations, equals(base_of(id_), address("headline", "recorded", "period")))
