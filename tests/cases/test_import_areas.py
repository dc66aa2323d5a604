"""Areas that an import makes."""

import pytest

from cases.models import Term
from partners.scope import acting
from tests.cases.test_import import GOOD, PLAIN, file_of, imported
from tests.personas import World


def test_areas_are_made_with_words_from_their_codes(world: World) -> None:
    imported(world.alice, GOOD, create_areas=True)
    with acting(world.alice):
        rows = Term.objects.filter(vocabulary="area").values_list("code", "label", "partnership_id")
        assert set(rows) == {
            ("old_town", "Old Town", world.partnership.pk),
            ("quayside", "Quayside", world.partnership.pk),
        }


def test_no_area_is_made_by_a_file_with_errors_or_for_a_wrong_row(world: World) -> None:
    rows = (PLAIN | {"area": "quayside"}, PLAIN | {"external_reference": "ASH/2", "area": "harbour", "kind": "x"})
    assert imported(world.alice, file_of(*rows), create_areas=True).areas_created == []
    outcome = imported(world.alice, file_of(*rows), create_areas=True, valid_rows=True)
    assert (outcome.areas_created, outcome.added) == (["quayside"], 1)


@pytest.mark.parametrize("code", ["Old Town", "a;b", "a" * 61, "é", "=1+1"])
def test_what_is_no_code_makes_no_area(world: World, code: str) -> None:
    outcome = imported(world.alice, file_of(PLAIN | {"area": code}), create_areas=True)
    assert [(error.row, error.column, error.value) for error in outcome.errors] == [(2, "area", code)]
    assert outcome.errors[0].message.startswith("No area can be made from this.")
