"""The second lock around what victims said of their treatment, past all our Python: plain rows as the app role."""

from django.utils import timezone

from cases.models import CaseAccess, Person, Satisfaction
from cases.sections import Section
from partners.actor import Actor
from partners.scope import acting
from tests.security import records as make
from tests.security import records_after as after
from tests.security.days import MOMENT
from tests.security.records import Records
from tests.security.test_row_security_after import AT_THE_ITEM, CHAIRS, seeing, writers


def test_it_is_read_with_the_people_of_a_case_and_not_without(records: Records) -> None:
    world = records.world
    assert seeing(records, Satisfaction) == AT_THE_ITEM
    with acting(world.alice):
        CaseAccess.objects.filter(case=records.case, agency=world.housing).update(revoked_at=MOMENT)
        access = make.new_access(world.alice, records.case, world.bob, "conference")
        access.sections = sorted(set(Section) - {Section.PEOPLE})
        access.save(force_insert=True)
    assert seeing(records, Satisfaction) == CHAIRS
    with acting(world.alice):
        whole = make.new_access(world.alice, records.case, world.bob, "referral")
        whole.save(force_insert=True)
    assert seeing(records, Satisfaction) == AT_THE_ITEM
    with acting(world.alice):
        CaseAccess.objects.filter(pk=whole.pk).update(live_until=timezone.now())
    assert seeing(records, Satisfaction) == CHAIRS


def test_it_is_written_by_the_lead_agency_in_ones_own_name_about_victims_of_the_case(records: Records) -> None:
    alice = records.world.alice
    with acting(alice):
        victim = Person.objects.get(part="victim")
        witness = Person(case=records.case, incident=records.incident, part="witness", name="W")
        witness.save(force_insert=True)
        another = make.new_case(alice)
        another.save(force_insert=True)
    assert writers(records, lambda actor: after.new_asking(actor, victim)) == CHAIRS
    assert writers(records, lambda actor: after.new_asking(alice, victim)) == {"alice"}
    assert writers(records, lambda actor: after.new_asking(actor, witness)) == set()

    def of_another_case(actor: Actor) -> Satisfaction:
        asking = after.new_asking(actor, victim)
        asking.case = another
        return asking

    def for_another_agency(actor: Actor) -> Satisfaction:
        asking = after.new_asking(actor, victim)
        asking.agency = records.world.housing
        return asking

    assert writers(records, of_another_case) == set()
    assert writers(records, for_another_agency) == set()
