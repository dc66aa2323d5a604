"""Loading figures from elsewhere: nothing is ever changed, a correction is a further version."""

from django.db import IntegrityError, transaction
from django.db.models import Max

from audit import log
from partners.actor import Actor
from partners.errors import NotPossible
from reporting.figures.kinds import SPECS
from reporting.models import Kind, Loading
from reporting.policy_figures import known_to
from reporting.rules_figures import check_can_be_loaded, check_may_load

_AT_ONCE = "Somebody else loaded such figures at the same moment. Look at theirs, then load yours again."


@transaction.atomic
def load(*, actor: Actor, kind: Kind, year: int, source: str, where_from: str, text: str) -> Loading:
    """Keep the figures of a file as the latest version of their kind and year.

    Args:
        actor: who loads them.
        kind: what they are.
        year: the year that they are of, 1801 to 2200.
        source: who published them, in words.
        where_from: where they can be found, if that is known.
        text: the file.

    Raises:
        NotPermitted: the actor may not load figures.
        NotPossible: the file has errors, or somebody loaded the same kind and year at the same moment.
    """
    check_may_load(actor)
    checked = SPECS[kind].check(text, known_to(actor, kind))
    check_can_be_loaded(checked)
    of_year = Loading.objects.filter(partnership_id=actor.partnership_id, kind=kind, year=year)
    made = Loading(
        partnership_id=actor.partnership_id,
        kind=kind,
        year=year,
        version=(of_year.aggregate(last=Max("version"))["last"] or 0) + 1,
        source=source,
        where_from=where_from,
        content=checked.rows,
        loaded_by_id=actor.person,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise NotPossible(_AT_ONCE) from error
    log.record(
        actor, "figures.load", subject=f"{kind} {year} version {made.version}", facts={"rows": len(checked.rows)}
    )
    return made
