"""Who can sign in to the demo, as a table."""

from hatecrime.demo.reading import partnership
from partners.models import Partnership
from partners.roles import Role

HEADINGS = ("Role", "Name", "Agency", "E-mail", "Password")


def is_loaded() -> bool:
    """Say whether the demo is there."""
    return Partnership.objects.filter(code=partnership().code).exists()


def sign_ins() -> list[tuple[str, str, str, str, str]]:
    """Return role, name, agency, e-mail address and password of each person, once for each role."""
    plan = partnership()
    agencies = {agency.code: agency.name for agency in plan.agencies}
    return [
        (Role(role).label, person.name, agencies[code], person.email, plan.password)
        for person in plan.people
        for code, role in person.seats
    ]


def table() -> str:
    """Return the sign-ins as lines of text with a heading, 100 characters wide at most."""
    lines = [HEADINGS, *sign_ins()]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADINGS))]
    rule = tuple("-" * width for width in widths)
    rows = [lines[0], rule, *lines[1:]]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
