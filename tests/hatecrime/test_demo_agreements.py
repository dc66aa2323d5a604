"""The agreements of the demo: its people have accepted them, and come straight to their cases."""

import pytest

from hatecrime.demo.people import set_up
from hatecrime.demo.reading import partnership
from partners.models import Seat
from partners.queries_agreements import missing, outstanding
from partners.roles import Permission, Role
from partners.scope import acting


@pytest.mark.django_db
def test_everybody_has_agreed_and_two_administer() -> None:
    cast = set_up(partnership())
    everybody = [actor for actors in cast.actors.values() for actor in actors]
    for actor in everybody:
        if actor.may(Permission.CASE_READ):
            with acting(actor):
                assert (missing(actor), outstanding(actor)) == ([], [])
    assert len([actor for actor in everybody if Role.ADMINISTRATOR in actor.roles]) == 2
    assert set(Seat.objects.filter(partnership=cast.partnership).values_list("signed_version", flat=True)) == {1}
