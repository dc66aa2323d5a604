"""The partnership's own work: decisions on a multi-agency approach, and the actions agreed in conferences.

What happened counts in the period of its day, so that four quarters add up to the year. What stands open is told as at
the end of the period (of a period that is not finished: today), so those rows do not add up.
"""

from typing import Final

from reporting.queries.source import Question, ask
from reporting.tables import NOT_APPLICABLE, TOTAL, Base, Column, Row, Table, share

_DECISIONS: Final = """
    SELECT choice, count(*), count(*) FILTER (WHERE choice = recommendation),
           count(*) FILTER (WHERE choice <> recommendation), count(*) FILTER (WHERE decided_on <= due_on)
    FROM stats.decisions
    WHERE partnership_id = %(partnership)s AND decided_on BETWEEN %(first)s AND %(last)s
    GROUP BY 1
"""

_REOPENED: Final = """
    SELECT count(*) FROM stats.reopenings
    WHERE partnership_id = %(partnership)s AND reopened_on BETWEEN %(first)s AND %(last)s
"""

_UNDECIDED: Final = """
    SELECT count(*) FROM stats.cases c
    WHERE c.partnership_id = %(partnership)s AND c.opened_on <= %(last)s
      AND NOT EXISTS (
          SELECT FROM stats.decisions d
          WHERE d.case_id = c.id AND d.decided_on <= %(last)s AND NOT EXISTS (
              SELECT FROM stats.reopenings r
              WHERE r.case_id = c.id AND r.reopened_on <= %(last)s AND r.reopened_at > d.decided_at))
"""

_ACTIONS: Final = """
    SELECT count(*) FILTER (WHERE agreed_on BETWEEN %(first)s AND %(last)s),
           count(*) FILTER (WHERE state = 'done' AND answered_on BETWEEN %(first)s AND %(last)s),
           count(*) FILTER (
               WHERE state = 'done' AND answered_on BETWEEN %(first)s AND %(last)s AND answered_on <= due_on),
           count(*) FILTER (WHERE state = 'not_possible' AND answered_on BETWEEN %(first)s AND %(last)s),
           count(*) FILTER (WHERE agreed_on <= %(last)s AND (answered_on IS NULL OR answered_on > %(last)s)),
           count(*) FILTER (
               WHERE agreed_on <= %(last)s AND (answered_on IS NULL OR answered_on > %(last)s)
               AND due_on < least(%(last)s + 1, %(today)s))
    FROM stats.actions
    WHERE partnership_id = %(partnership)s
"""

_CHOICES: Final = {"single_agency": "Single-agency", "multi_agency": "Multi-agency"}


def decisions(asked: Question) -> Table:
    """Decisions taken in the period: the choice, whether it followed the recommendation, and whether it was in time."""
    found = {choice: counts for choice, *counts in ask(asked, _DECISIONS)}
    chosen = [(key, label, found.get(key, [0, 0, 0, 0])) for key, label in _CHOICES.items()]
    total = [sum(counts) for counts in zip(*(counts for _, _, counts in chosen), strict=True)]
    ((reopened,),), ((undecided,),) = ask(asked, _REOPENED), ask(asked, _UNDECIDED)
    return Table(
        id="decisions",
        title="Decisions on a multi-agency approach",
        base=Base("decisions", total[0]),
        columns=(
            Column("number", "Number"),
            Column("as_recommended", "As recommended"),
            Column("against", "Not as recommended"),
            Column("in_time", "Within the limit"),
            Column("percent_in_time", "Within the limit (%)"),
        ),
        rows=(
            *(_decision_row(key, label, counts) for key, label, counts in [*chosen, (TOTAL, "All decisions", total)]),
            Row("reopened", "Decisions re-opened in the period", (reopened, *[NOT_APPLICABLE] * 4)),
            Row("undecided", "Cases that wait for a decision at the end", (undecided, *[NOT_APPLICABLE] * 4)),
        ),
        notes=(
            "The limit is the partnership’s own, in working days from the report, or from the re-opening.",
            "A case that was re-opened is decided again, so it can be counted twice.",
        ),
    )


def _decision_row(key: str, label: str, counts: list[int]) -> Row:
    return Row.of(key, label, *counts, share(counts[3], counts[0]))


def actions(asked: Question) -> Table:
    """Actions of case conferences: agreed, done and not possible in the period; open and overdue at its end."""
    ((agreed, done, in_time, impossible, still_open, overdue),) = ask(asked, _ACTIONS)
    figures = {
        "agreed": ("Agreed in the period", agreed),
        "done": ("Done in the period", done),
        "done_in_time": ("Of these, done by the date that was set", in_time),
        "not_possible": ("Found not possible in the period", impossible),
        "open": ("Open at the end", still_open),
        "overdue": ("Of these, overdue", overdue),
    }
    return Table(
        id="actions",
        title="Actions of case conferences",
        base=Base("actions agreed", agreed),
        columns=(Column("actions", "Actions"),),
        rows=tuple(Row.of(key, label, count) for key, (label, count) in figures.items()),
        notes=(
            "An action counts as agreed when the minutes are finalised. What was done in this period may have been"
            " agreed earlier.",
        ),
    )
