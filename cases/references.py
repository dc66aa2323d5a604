"""Case references: random, short, and made to be read out over a telephone, like `7KQ2-M4XD-9H`.

Ten characters of Crockford's base 32, which leaves out I, L, O and U: nine random ones and a check character.

The check character is the tenth symbol of a code over the field of 32 elements: every position has its own weight,
a different power of the field's generator, and the weighted sum of a reference is zero. Crockford's own check symbol
needs 37 signs, five of which cannot be said; ISO 7064 and Luhn over 32 signs let some swaps through. This one stays
inside the alphabet and catches every single wrong character and every swap of two characters, neighbours or not.

A reference says nothing: no year, no agency, no order. None is given out in which three letters stand side by side
(0 and 1 look like letters, so they count as such): it must never spell a word, least of all to somebody who was abused.
"""

import re
import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
EXAMPLE = "7KQ2-M4XD-9H"

_LOOKALIKES = str.maketrans("ILO", "110")
_BETWEEN = re.compile(r"[\s\u00ad\u200b\ufeff.\-\u2010-\u2015\u2212_]+")
_LIKE_A_WORD = re.compile(r"[A-Z01]{3}")
_MODULUS = 0b100101  # x^5 + x^2 + 1: irreducible and primitive, so that the weights 2^1 … 2^9 are all different.


class InvalidReference(ValueError):
    """What was typed is not a case reference; the text says what to do."""


def new_reference() -> str:
    """Return a new random reference of about 41 bits. Uniqueness is for the database to enforce."""
    while True:
        payload = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
        reference = payload + check_character(payload)
        if not _LIKE_A_WORD.search(reference):
            return _grouped(reference)


def normalise(text: str) -> str:
    """Return a reference as it is stored, from however a person typed it.

    Lower case, spaces, other dashes or none, I and L for 1 and O for 0 are all understood.

    Raises:
        InvalidReference: when it cannot be a reference, with a sentence that says what to do.
    """
    bare = _bare(text)
    if not bare:
        raise InvalidReference(f"Enter a case reference, for example {EXAMPLE}")
    if strange := "".join(dict.fromkeys(sign for sign in bare if sign not in ALPHABET)):
        raise InvalidReference(
            "A case reference has only letters and numbers, and never the letter U. "
            f"Check “{strange[:5]}” and try again"
        )
    if len(bare) != LENGTH:
        raise InvalidReference(
            f"A case reference has {LENGTH} letters and numbers, for example {EXAMPLE}. You entered {len(bare)}"
        )
    if check_character(bare[:-1]) != bare[-1]:
        raise InvalidReference(
            "Check the reference: a character is wrong or two have changed places. Enter it again as it is written"
        )
    return _grouped(bare)


def is_valid(text: str) -> bool:
    """Say whether `text` can be read as a reference. It does not say whether there is such a case."""
    try:
        normalise(text)
    except InvalidReference:
        return False
    return True


def check_character(payload: str) -> str:
    """Return the character that completes the nine given ones, all from `ALPHABET`."""
    total = 0
    for sign in payload:
        total = _doubled(total ^ ALPHABET.index(sign))
    return ALPHABET[total]


def _doubled(element: int) -> int:
    """Multiply by the generator in the field of 32 elements."""
    doubled = element << 1
    return doubled ^ _MODULUS if doubled & 0b100000 else doubled


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).upper()
    return _BETWEEN.sub("", plain).translate(_LOOKALIKES)


def _grouped(bare: str) -> str:
    return f"{bare[:4]}-{bare[4:8]}-{bare[8:]}"
