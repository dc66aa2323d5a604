"""A table on a page: a caption, headers with a scope, the base, and what each shorthand means."""

import re
from html.parser import HTMLParser

import pytest

from reporting.render.html import chart_html, table_html
from reporting.tables import Base, Column, Row, Table
from tests.reporting.samples import CHARTS, HEADLINE, MONTHS, NOTHING, STRANDS, offences_by_marker


class Reader(HTMLParser):
    """Reads the cells of a table, with their element and scope."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.cells: list[tuple[str, str | None, str]] = []
        self.attributes: set[str] = set()
        self.open: tuple[str, str | None] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes |= {name for name, _ in attrs}
        if tag in {"th", "td"}:
            self.open = (tag, dict(attrs).get("scope"))

    def handle_endtag(self, tag: str) -> None:
        self.open = None

    def handle_data(self, data: str) -> None:
        if self.open:
            self.cells.append((*self.open, data))
            self.open = None


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_headers_have_a_scope_and_figures_are_cells() -> None:
    assert Reader(table_html(STRANDS)).cells == [
        ("th", "col", "Recorded"),
        ("th", "col", "Share of incidents (%)"),
        ("th", "row", "Race or ethnicity"),
        ("td", None, "205"),
        ("td", None, "78.2"),
        ("th", "row", "Religion or belief"),
        ("td", None, "27"),
        ("td", None, "10.3"),
        ("th", "row", "Transgender identity"),
        ("td", None, "[c]"),
        ("td", None, "[c]"),
        ("th", "row", "Age"),
        ("td", None, "0"),
        ("td", None, "0.0"),
    ]


def test_the_caption_names_the_table_and_its_base() -> None:
    assert plain(table_html(STRANDS)).startswith("Strands n = 262 recorded incidents Recorded")
    assert plain(table_html(STRANDS, number=2)).startswith("Table 2. n = 262 recorded incidents Recorded")


def test_notes_and_explanations_stand_beneath() -> None:
    assert plain(table_html(STRANDS)).endswith(
        "An incident can carry several strands, so the shares may add to more than 100%. "
        "[c] confidential: the figure is small enough that it could point to a person."
    )
    assert plain(table_html(MONTHS)).endswith("could point to a person. [x] not available.")


def test_figures_are_written_alike() -> None:
    figures = [text for element, _, text in Reader(table_html(HEADLINE)).cells if element == "td"]
    assert figures == ["1,262", "1,231", "2.5", "878", "960", "−8.5", "[c]", "0", "[z]"]


def test_a_column_has_as_many_places_as_its_figures_need() -> None:
    rows = (Row("a", "A", (1.0, 1.25)), Row("b", "B", (2.5, 3.0)))
    table = Table("t", "T", Base("incidents", 2), (Column("x", "X"), Column("y", "Y")), rows)
    assert [text for element, _, text in Reader(table_html(table)).cells if element == "td"] == [
        "1.0",
        "1.25",
        "2.5",
        "3.00",
    ]


def test_a_total_is_bold() -> None:
    html = table_html(MONTHS)
    (total,) = [row for row in html.split("<tr")[1:] if "figures__total" in row]
    assert "Whole period" in total
    assert "govuk-!-font-weight-bold" in total
    assert html.count("govuk-!-font-weight-bold") == 2


def test_a_wide_table_scrolls_in_its_own_region_and_a_narrow_one_does_not() -> None:
    wide = table_html(offences_by_marker())
    assert 'role="region" aria-labelledby="table-offences_by_marker" tabindex="0"' in wide
    assert 'id="table-offences_by_marker"' in wide
    assert "tabindex" not in table_html(STRANDS)


def test_an_empty_table_says_so() -> None:
    assert plain(table_html(NOTHING)) == (
        "Decisions on a multi-agency approach n = 0 decisions Nothing was recorded in this period."
    )


@pytest.mark.parametrize("number", [None, 3])
def test_a_strict_page_accepts_a_table(number: int | None) -> None:
    attributes = Reader(table_html(offences_by_marker(), number=number)).attributes
    assert attributes <= {"class", "id", "role", "aria-labelledby", "tabindex", "scope"}


def test_what_people_typed_is_text() -> None:
    table = Table(
        "t",
        "<b>Title</b>",
        Base("<i>units</i>", 1),
        (Column("c", "<u>Column</u>"),),
        (Row("r", "<script>alert(1)</script>", (1,)),),
        notes=("<img src=x>",),
    )
    html = table_html(table)
    assert [tag for tag in ("<b>", "<i>", "<u>", "<script>", "<img") if tag in html] == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_a_chart_goes_into_a_page_unescaped() -> None:
    assert chart_html(STRANDS, CHARTS["strands"]).startswith("<svg ")
    assert chart_html(NOTHING, CHARTS["decisions"]) == ""
