"""The log as rows of a file, for auditors who look further in a spreadsheet."""

from datetime import UTC

from partners.queries_audit import Line

HEADER = (
    "Time (UTC)",
    "Person",
    "Agency",
    "What was done",
    "About",
    "Sections",
    "Details",
    "Verb",
    "Request",
    "Event",
)


def row_of(line: Line) -> tuple[str, ...]:
    """Return the cells of one event, in the order of `HEADER`; the time as in ISO 8601."""
    event = line.event
    at = event.at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
    sections = ", ".join(event.sections)
    cells = (f"{at}Z", line.person, line.agency, line.deed, line.subject, sections, line.details)
    return (*cells, event.verb, event.request_id, str(event.pk))
