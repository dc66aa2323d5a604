"""Case references: random, sayable, and hard to get wrong."""

from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.references import (
    ALPHABET,
    EXAMPLE,
    LENGTH,
    InvalidReference,
    check_character,
    is_valid,
    new_reference,
    normalise,
)

payloads = st.text(ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1)


def complete(payload: str) -> str:
    return payload + check_character(payload)


@pytest.fixture(scope="module")
def hundred() -> list[str]:
    return [new_reference() for _ in range(100)]


def test_a_new_reference_is_grouped_for_speaking(hundred: list[str]) -> None:
    for reference in hundred:
        assert [len(group) for group in reference.split("-")] == [4, 4, 2]
        assert set(reference) <= {*ALPHABET, "-"}
        assert normalise(reference) == reference


def test_new_references_differ_and_never_repeat_a_pattern(hundred: list[str]) -> None:
    assert len(set(hundred)) == 100
    for position in (0, 1, 2, 3, 5, 6, 7, 8, 10):
        assert len({reference[position] for reference in hundred}) > 10


def test_no_reference_can_spell_a_word(hundred: list[str]) -> None:
    for reference in hundred:
        bare = reference.replace("-", "").replace("0", "O").replace("1", "I")
        assert not any(bare[start : start + 3].isalpha() for start in range(LENGTH - 2)), reference


def test_the_example_is_a_reference() -> None:
    assert normalise(EXAMPLE) == "7KQ2-M4XD-9H"


@given(payloads)
def test_every_single_wrong_character_is_caught(payload: str) -> None:
    reference = complete(payload)
    for position in range(LENGTH):
        for sign in ALPHABET.replace(reference[position], ""):
            assert not is_valid(reference[:position] + sign + reference[position + 1 :])


@pytest.mark.parametrize(("first", "second"), [*combinations(range(LENGTH - 1), 2)])
def test_every_swap_of_two_different_characters_is_caught(first: int, second: int) -> None:
    """The code is linear, so what two places contribute does not depend on the zeros around them."""
    for one, other in permutations(ALPHABET, 2):
        assert check_character(placed(first, one, second, other)) != check_character(placed(first, other, second, one))


def placed(first: int, one: str, second: int, other: str) -> str:
    signs = ["0"] * (LENGTH - 1)
    signs[first], signs[second] = one, other
    return "".join(signs)


@given(payloads, st.integers(0, LENGTH - 2))
def test_swapping_neighbours_is_caught_wherever_they_stand(payload: str, position: int) -> None:
    reference = complete(payload)
    one, other = reference[position], reference[position + 1]
    swapped = reference[:position] + other + one + reference[position + 2 :]
    assert is_valid(swapped) is (one == other)


@pytest.mark.parametrize(
    "typed",
    ["7kq2m4xd9h", " 7KQ2 M4XD 9H ", "7KQ2–M4XD–9H", "7kq2.m4xd.9h", "7-K-Q-2-M-4-X-D-9-H", "７ＫＱ２-M4XD-9H"],
)
def test_a_reference_is_understood_however_it_is_typed(typed: str) -> None:
    assert normalise(typed) == "7KQ2-M4XD-9H"


def test_letters_that_look_like_figures_are_read_as_figures() -> None:
    reference = complete("101010101")
    assert normalise("ioIOlolOL" + reference[-1]) == f"1010-1010-1{reference[-1]}"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Enter a case reference, for example 7KQ2-M4XD-9H"),
        (" - ", "Enter a case reference, for example 7KQ2-M4XD-9H"),
        (
            "7KQ2-M4XD",
            "A case reference has 10 letters and numbers, for example 7KQ2-M4XD-9H. You entered 8",
        ),
        (
            "7KU2-M4X?-9H",
            "A case reference has only letters and numbers, and never the letter U. Check “U?” and try again",
        ),
        (
            "7KQ2-M4XD-9T",
            "Check the reference: a character is wrong or two have changed places. Enter it again as it is written",
        ),
    ],
)
def test_what_cannot_be_a_reference_is_refused_with_what_to_do(typed: str, sentence: str) -> None:
    with pytest.raises(InvalidReference) as refused:
        normalise(typed)
    assert str(refused.value) == sentence
    assert not is_valid(typed)


@given(st.text(max_size=40))
def test_any_text_is_either_read_or_refused_with_a_sentence(typed: str) -> None:
    if is_valid(typed):
        assert normalise(normalise(typed)) == normalise(typed)
    else:
        with pytest.raises(InvalidReference, match=r"^(Enter|Check|A case reference) .+"):
            normalise(typed)
