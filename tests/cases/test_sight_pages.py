"""The pages on which it is decided who may see a case, as people use them."""

from django.test import Client
from django.urls import reverse

from cases.actions.emergency import open_in_emergency
from cases.models import Case, Restriction, Wall
from cases.sections import Section
from partners.scope import acting
from tests.cases.given import new_case, shared
from tests.personas import World


def path(name: str, case: Case, *more: object) -> str:
    return reverse(name, args=[case.reference, *more])


def said(browser: Client, name: str, case: Case) -> str:
    return browser.get(path(name, case)).content.decode()


def test_restricting_naming_removing_and_lifting(world: World) -> None:
    case = new_case(world.alice)
    shared(world.alice, case, world.housing, *Section)
    browser = world.client(world.alice)
    kept = browser.post(path("case_restrict", case), {"people": [str(world.bob.person)]}).content.decode()
    assert "Say why this case is restricted" in kept
    assert f'value="{world.bob.person}"' in kept.split("checked")[0].rsplit("<input", 1)[1]
    answer = browser.post(path("case_restrict", case), {"reason": "Council staff.", "people": [str(world.bob.person)]})
    assert (answer.status_code, answer.headers["Location"]) == (302, path("case_sight", case))
    sight = said(browser, "case_sight", case)
    assert all(word in sight for word in ("Restricted", "Council staff.", "Alice", "Bob", "Ashbridge Housing"))
    assert "Only people who are named see this case" in said(browser, "case_page", case)
    assert "Only people who are named see this case" in said(world.client(world.bob), "case_page", case)
    offered = said(browser, "case_name", case)
    assert [str(actor.person) in offered for actor in (world.dana, world.bob, world.charlie)] == [True, False, False]
    assert browser.post(path("case_name", case), {"person": str(world.dana.person)}).status_code == 302
    assert browser.post(path("case_unname", case, world.bob.person)).headers["Location"] == path("case_sight", case)
    assert browser.post(path("case_unname", case, world.alice.person)).headers["Location"] == reverse("case_list")
    assert browser.get(path("case_sight", case)).status_code == 404
    last = world.client(world.dana)
    refused = last.post(path("case_unname", case, world.dana.person), follow=True).content.decode()
    assert "Somebody of the lead agency has to be left" in refused
    assert last.post(path("case_unrestrict", case)).status_code == 302
    assert "This case is not restricted" in said(browser, "case_sight", case)
    with acting(world.alice):
        assert Restriction.objects.get(case=case).lifted_by_id == world.dana.person


def test_keeping_a_person_away_and_letting_them_back_in(world: World) -> None:
    case = new_case(world.alice)
    browser = world.client(world.alice)
    facts = {"person": str(world.dana.person), "reason": "Her neighbour."}
    assert (
        "Say what the conflict of interest is"
        in browser.post(path("wall_new", case), facts | {"reason": ""}).content.decode()
    )
    assert browser.post(path("wall_new", case), facts).status_code == 302
    assert "Her neighbour." in said(browser, "case_sight", case)
    assert "Kept away by a conflict: Dana" in said(browser, "case_page", case)
    assert world.client(world.dana).get(path("case_page", case)).status_code == 404
    with acting(world.alice):
        wall = Wall.objects.get(case=case)
    assert browser.post(path("wall_lift", case, wall.pk)).status_code == 302
    assert world.client(world.dana).get(path("case_page", case)).status_code == 200


def test_declaring_a_conflict_of_ones_own(world: World) -> None:
    case = new_case(world.alice)
    shared(world.alice, case, world.housing)
    browser = world.client(world.bob)
    assert "leads this case and decides who may see it" in said(browser, "case_sight", case)
    kept = browser.post(path("conflict_declare", case), {"reason": "I know her."}).content.decode()
    assert ("Tick the box" in kept, "I know her." in kept) == (True, True)
    answer = browser.post(path("conflict_declare", case), {"reason": "I know her.", "sure": "on"}, follow=True)
    assert answer.redirect_chain == [(reverse("case_list"), 302)]
    assert "The case is closed to you" in answer.content.decode()
    assert case.reference not in answer.content.decode()


def test_whoever_is_in_by_an_emergency_is_shown_who_decides_and_not_how(world: World) -> None:
    case = new_case(world.alice)
    browser = world.client(world.alice)
    browser.post(path("case_restrict", case), {"reason": "Council staff."})
    with acting(world.dana):
        open_in_emergency(actor=world.dana, reference=case.reference, reason="She is being followed again now.")
    colleague = world.client(world.dana)
    assert "Only people who are named for it can decide" in said(colleague, "case_sight", case)
    for name in ("case_name", "case_unrestrict", "wall_new"):
        assert colleague.get(path(name, case)).status_code == 403
