"""The history of a referral, to the agency that sent it and the agency that answers."""

from cases.changes import changes_about
from cases.sections import Section
from partners.scope import acting
from referrals.actions.answering import accept
from referrals.models import ReferralHistory
from tests.cases.given import new_case
from tests.personas import World
from tests.referrals.given import referral, service


def test_an_answer_is_told_with_who_gave_it(world: World) -> None:
    case = new_case(world.alice)
    offered = referral(world.alice, case, world.housing, Section.SUMMARY, Section.PEOPLE)
    with acting(world.bob):
        accept(actor=world.bob, referral=offered)
    with acting(world.alice):
        found = list(changes_about(world.alice, case, None).object_list)
    change = next(change for change in found if change.title == "Referral, changed")
    assert (change.person, change.agency) == ("Bob", "Ashbridge Housing")
    states = [(each.before, each.after) for each in change.differences if each.label == "State"]
    assert states == [("Waiting for an answer", "Accepted")]


def test_a_service_is_told_by_its_name_and_others_read_nothing(world: World) -> None:
    case = new_case(world.alice)
    referral(world.alice, case, service(world.frank), Section.SUMMARY)
    with acting(world.alice):
        found = list(changes_about(world.alice, case, None).object_list)
    added = next(change for change in found if change.title == "Referral, added")
    assert "Lantern Counselling" in [each.after for each in added.differences]
    with acting(world.bob):
        assert not ReferralHistory.rows().exists()
