"""Which figures may be loaded, and by whom."""

from partners.actor import Actor
from partners.errors import NotPossible
from partners.roles import Permission
from reporting.figures.checked import Checked


def check_may_load(actor: Actor) -> None:
    """Check that the actor may load figures for the partnership's reports.

    Raises:
        NotPermitted: the actor's role does not include it.
    """
    actor.must(Permission.REPORT_PRODUCE, "Only a partnership manager can load figures for reports.")


def check_can_be_loaded(checked: Checked) -> None:
    """Check that a file has rows and no error.

    Raises:
        NotPossible: it has errors; the sentence is the first of them.
    """
    if checked.errors:
        raise NotPossible(checked.errors[0])
    if not checked.rows:
        raise NotPossible("There is nothing in the file to load.")
