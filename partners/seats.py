"""Finding a partnership and an agency by the codes that a person types at the command line or on a page."""

from partners.errors import NotPossible
from partners.models import Agency, Partnership, Seat


def find_partnership(code: str) -> Partnership:
    """Return the partnership with this code.

    Raises:
        NotPossible: there is none, with a sentence that names those there are.
    """
    found = Partnership.objects.filter(code=code.strip().upper()).first()
    if found is None:
        codes = ", ".join(Partnership.objects.order_by("code").values_list("code", flat=True)) or "none yet"
        raise NotPossible(f"There is no partnership with the code “{code}”. There are: {codes}.")
    return found


def find_seat(agency_code: str, partnership_code: str = "") -> Seat:
    """Return an agency's live seat.

    Args:
        agency_code: the code of the agency.
        partnership_code: the code of the partnership; not needed for an agency that sits in one only.

    Raises:
        NotPossible: there is no such agency, no such seat, or more than one.
    """
    agency = Agency.objects.filter(code=agency_code.strip().upper()).first()
    if agency is None:
        raise NotPossible(f"There is no agency with the code “{agency_code}”. Create it first: create_agency.")
    seats = Seat.objects.filter(agency=agency, until__isnull=True).select_related("agency", "partnership")
    if partnership_code:
        seats = seats.filter(partnership=find_partnership(partnership_code))
    found = list(seats.order_by("partnership__code"))
    if not found:
        raise NotPossible(
            f"The agency {agency.name} ({agency.code}) has no seat in {partnership_code or 'a partnership'}."
        )
    if len(found) > 1:
        codes = ", ".join(seat.partnership.code for seat in found)
        raise NotPossible(f"The agency {agency.name} sits in several partnerships. Say which: {codes}.")
    return found[0]
