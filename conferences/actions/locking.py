"""Taking a conference for oneself until the transaction ends, so that nothing is written beside its finalising."""

from conferences.models import Conference
from conferences.rules import check_convened


def lock(conference: Conference) -> None:
    """Lock the row of `conference` and bring it up to date.

    Row security hides a conference that is no longer convened from a lock; its state then says why.

    Raises:
        NotPossible: the minutes were finalised, or the conference was called off, meanwhile.
    """
    list(Conference.objects.select_for_update().filter(pk=conference.pk).values_list("pk"))
    conference.refresh_from_db(fields=["state"])
    check_convened(conference)
