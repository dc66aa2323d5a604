"""Taking a case for oneself until the transaction ends."""

from cases.models import Case
from partners.errors import NotPossible


def lock(case: Case) -> None:
    """Lock the row of `case` and bring `case` up to date, so that what is checked next still holds when it is written.

    Raises:
        NotPossible: the case cannot be seen any longer, because the access to it has ended meanwhile.
    """
    try:
        case.refresh_from_db(from_queryset=Case.objects.select_for_update())
    except Case.DoesNotExist:
        raise NotPossible("Your agency's access to this case has ended.") from None
