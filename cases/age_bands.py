"""The bands in which the partnership's figures count ages: a code says from which age to which, both counted in."""

import re
from datetime import date

from cases.terms import Terms

_BAND = re.compile(r"age_(\d+)_(\d+)")


def band_of(age: int, terms: Terms, day: date) -> str:
    """Return the words of the first band that holds the age; the age itself where none does.

    Args:
        age: in years.
        terms: the partnership's reference data.
        day: on which the bands hold.
    """
    for code in terms.codes("age_band", day):
        ends = _BAND.fullmatch(code)
        if ends and int(ends[1]) <= age <= int(ends[2]):
            return terms.terms["age_band", code][-1].label
    return str(age)
