"""Which pages have nothing new, so that one of them is looked at for all."""

import pytest

from tests.browser.shapes import parts
from tests.browser.walking import Looked

PAGE = (
    '<header>Alice</header><main class="wide"><h1 id="top-7">Case 7KQ2-M4XD-9T</h1>'
    '<a class="link" href="/cases/1/">Open it</a><label for="id_name">Name</label><input id="id_name" value="">'
    "<section><h2>People</h2><p>Nobody.</p></section>"
    '<ul><li class="row">One <b>1</b></li> <li class="row">Two <b>2</b></li></ul></main>'
)


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("Alice", "Bob"),
        ("7KQ2-M4XD-9T", "8RT3-N5YE-0V"),
        ("Open it", "See all that was said"),
        ("/cases/1/", "/services/"),
        ('<li class="row">Two <b>2</b></li>', ""),
    ],
)
def test_what_is_written_on_a_page_does_not_matter(words: str, others: str) -> None:
    assert words in PAGE
    assert parts(PAGE.replace(words, others)) == parts(PAGE)


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("Name</label>", "</label>"),
        ('<label for="id_name">Name</label>', ""),
        ('class="link"', 'class="quiet"'),
        ('href="/cases/1/"', 'href=""'),
        ("id_name", "id_other_name"),
        ('<li class="row">Two', '<li class="row late">Two'),
        ("<b>2</b>", "<i>2</i>"),
        ("Open it", "Incomprehensibilities"),
        ("<ul>", '<ul aria-hidden="true">'),
        ("<h2>People</h2>", "<h3>People</h3>"),
        ("<h2>", '<h2 id="top-7">'),
        ("<section>", '<section aria-labelledby="top-8">'),
        ("<p>Nobody.</p>", "<div><p>Nobody.</p></div>"),
    ],
)
def test_what_could_be_wrong_with_a_page_matters(part: str, other: str) -> None:
    assert part in PAGE
    assert not parts(PAGE.replace(part, other, 1)) <= parts(PAGE)


def test_a_page_is_looked_at_for_its_name_or_for_something_new() -> None:
    looked = Looked()
    less = PAGE.replace("<section><h2>People</h2><p>Nobody.</p></section>", "")
    pages = [
        ("case", PAGE),
        ("case", PAGE),
        ("case", less),
        ("item", less),
        ("case", PAGE.replace("<p>", "<p lang=cy>")),
    ]
    assert [looked.has_news(*page) for page in pages] == [True, False, False, True, True]
