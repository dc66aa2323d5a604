"""Charts: well-formed, labelled, said in words, and silent about what the table keeps back."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.charts import Chart, ChartError, draw, words
from reporting.charts.shades import SHADES
from reporting.charts.svg import scale
from reporting.tables import CONFIDENTIAL, TOTAL, Base, Cell, Column, Row, Table
from tests.reporting.samples import (
    AGE_BY_SEX,
    CHARTS,
    HEADLINE,
    MONTHS,
    NOTHING,
    STRANDS,
    TWO_YEARS,
    offences_by_marker,
)

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = [STRANDS, MONTHS, AGE_BY_SEX, offences_by_marker()]


def parsed(table: Table, chart: Chart | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(draw(table, chart or CHARTS[table.id]))


def texts(drawing: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in drawing.iter(f"{SVG}text")]


def lengths(drawing: ElementTree.Element, side: str) -> list[float]:
    return [float(element.get(side, "")) for element in drawing.iter(f"{SVG}rect")]


def one_column(*cells: Cell, label: str = "Row") -> Table:
    rows = tuple(Row(f"r{number}", f"{label} {number}", (cell,)) for number, cell in enumerate(cells, start=1))
    return Table("t", "Title", Base("incidents", 9), (Column("count", "Count"),), rows)


@pytest.mark.parametrize("table", DRAWN, ids=lambda table: table.id)
def test_a_drawing_is_an_image_with_its_words(table: Table) -> None:
    drawing = parsed(table)
    title = drawing.find(f"{SVG}title")
    assert title is not None
    assert title.text == words(table, CHARTS[table.id])
    assert drawing.get("role") == "img"
    assert drawing.get("aria-labelledby") == title.get("id") == f"chart-{table.id}-words"


@pytest.mark.parametrize("table", DRAWN, ids=lambda table: table.id)
def test_a_strict_page_accepts_a_drawing(table: Table) -> None:
    names = {element.tag.removeprefix(SVG) for element in parsed(table).iter()}
    attributes = {name for element in parsed(table).iter() for name in element.attrib}
    assert names <= {"svg", "title", "text", "rect", "line", "polyline", "circle"}
    assert "style" not in attributes
    assert not [name for name in attributes if name.startswith("on") or "href" in name]


def test_bars_in_words() -> None:
    assert words(STRANDS, CHARTS["strands"]) == (
        "Bar chart: Strands, n = 262 recorded incidents. Recorded: Race or ethnicity 205; Religion or belief 27; "
        "Transgender identity confidential; Age 0."
    )


def test_columns_with_a_line_in_words() -> None:
    assert words(MONTHS, CHARTS["months"]) == (
        "Column chart: Month by month, n = 60 recorded incidents. "
        "July 2007: recorded 20, same month the year before 18; "
        "August 2007: recorded 26, same month the year before not available; "
        "September 2007: recorded confidential, same month the year before 31."
    )


def test_groups_in_words() -> None:
    assert words(AGE_BY_SEX, CHARTS["victims_age_sex"]) == (
        "Grouped column chart: Victims by age and sex, n = 53 victims. "
        "Under 18: female 7, male 12, not recorded 0; 18 to 64: female 11, male 23, not recorded confidential."
    )


def test_bars_are_as_long_as_their_figures() -> None:
    longest, shorter = lengths(parsed(STRANDS), "width")
    assert shorter / longest == pytest.approx(27 / 205, abs=0.001)


def test_columns_are_as_tall_as_their_figures() -> None:
    july, august, _key = lengths(parsed(MONTHS), "height")
    assert july / august == pytest.approx(20 / 26, abs=0.001)


def test_what_is_kept_back_has_a_shorthand_and_no_bar() -> None:
    assert [text for text in texts(parsed(STRANDS)) if text[0] in "[0123456789"] == ["205", "27", "[c]", "0"]
    assert len(lengths(parsed(STRANDS), "width")) == 2


def test_a_drawing_does_not_change_with_what_is_kept_back() -> None:
    """Two tables that differ only in the kept-back figure are the same table; the longest bar is a visible one."""
    kept_back = one_column(30, CONFIDENTIAL, 60)
    assert lengths(parsed(kept_back, Chart("bars")), "width") == lengths(
        parsed(one_column(30, 60), Chart("bars")), "width"
    )


def test_the_line_has_a_gap_where_a_figure_is_missing() -> None:
    drawing = parsed(MONTHS)
    assert len(list(drawing.iter(f"{SVG}circle"))) == 3  # July, September and the key
    assert len(list(drawing.iter(f"{SVG}polyline"))) == 2  # the key's line and the paper beneath it
    whole = replace(MONTHS, rows=tuple(replace(row, cells=(5, 6)) for row in MONTHS.rows))
    assert len(list(parsed(whole).iter(f"{SVG}polyline"))) == 4


def test_totals_are_not_drawn() -> None:
    assert "Whole" not in " ".join(texts(parsed(MONTHS)))
    assert "Whole" not in words(MONTHS, CHARTS["months"])
    with_total = replace(AGE_BY_SEX, columns=(*AGE_BY_SEX.columns[:2], Column(TOTAL, "All")))
    assert "All" not in texts(parsed(with_total))


def test_the_longest_bars_only_say_so() -> None:
    drawing = parsed(offences_by_marker(14))
    assert texts(drawing)[0] == "Offences, the first 3 of 14"
    assert len(lengths(drawing, "width")) == 3
    assert "Offences, the first 3 of 14: Offence 1" in words(offences_by_marker(14), CHARTS["offences_by_marker"])


def test_no_chart_is_taller_than_a_page() -> None:
    drawing = parsed(one_column(*range(1, 61)), Chart("bars"))
    assert texts(drawing)[0] == "Count, the first 20 of 60"
    assert len(lengths(drawing, "width")) == 20


def test_months_are_shortened() -> None:
    assert {"Jul 2007", "Aug 2007", "Sep 2007"} <= set(texts(parsed(MONTHS)))


def test_among_many_months_a_year_stands_where_it_begins() -> None:
    drawn = texts(parsed(TWO_YEARS, Chart("columns", at_most=24)))
    beneath = drawn[drawn.index("Jul") :]
    assert (beneath[:4], len(beneath)) == (["Jul", "2007", "Aug", "Sep"], 24 + 3)
    assert [word for word in beneath if word.isdigit()] == ["2007", "2008", "2009"]


def test_a_long_label_is_broken_and_then_cut() -> None:
    table = one_column(5, label="Racially or religiously aggravated harassment, alarm or distress in a public place")
    assert texts(parsed(table, Chart("bars")))[1:3] == ["Racially or religiously", "aggravated harassment, …"]
    assert "in a public place 1 5" in words(table, Chart("bars"))


def test_what_people_typed_is_text() -> None:
    table = one_column(5, label="</title><script>alert('&')</script>\x07")
    drawing = parsed(table, Chart("bars"))
    assert [element.tag for element in drawing.iter() if "script" in element.tag] == []
    assert "</title><script>alert('&')</script>" in "".join(drawing.itertext())


@pytest.mark.parametrize("table", [NOTHING, one_column(0, CONFIDENTIAL, None)], ids=["no rows", "nothing to show"])
@pytest.mark.parametrize("kind", ["bars", "columns", "grouped", "grid", "pyramid"])
def test_nothing_to_draw_draws_nothing(table: Table, kind: str) -> None:
    assert draw(table, replace(CHARTS["strands"], kind=kind)) == ""  # type: ignore[arg-type]


def test_a_pyramid_sets_the_first_two_columns_against_each_other() -> None:
    drawing = parsed(AGE_BY_SEX, Chart("pyramid"))
    assert words(AGE_BY_SEX, Chart("pyramid")).startswith(
        "Bars on two sides: Victims by age and sex, n = 53 victims. Under 18: female 7, male 12, not recorded 0; "
    )
    young_women, young_men, women, men = lengths(drawing, "width")
    assert (young_women / men, young_men / men, women / men) == pytest.approx((7 / 23, 12 / 23, 11 / 23), abs=0.001)
    left, right = ({float(rect.get("x", "")) for rect in list(drawing.iter(f"{SVG}rect"))[side::2]} for side in (0, 1))
    assert len(right) == 1
    assert max(left) < min(right)
    assert [each for each in texts(drawing) if each in ("0", "[c]")] == ["0", "[c]"]
    with pytest.raises(ChartError, match="two columns"):
        draw(one_column(5), Chart("pyramid"))


def test_a_grid_shades_every_field_and_prints_its_figure() -> None:
    drawing = parsed(AGE_BY_SEX, Chart("grid"))
    fields = list(drawing.iter(f"{SVG}rect"))[4:]
    shades = [rect.get("fill") for rect in fields]
    assert shades == [SHADES[1], SHADES[2], SHADES[0], SHADES[1], SHADES[3], "#ffffff"]
    assert [each for each in texts(drawing) if each.isdigit() or each == "[c]"] == ["7", "12", "0", "11", "23", "[c]"]
    assert texts(drawing)[:4] == ["up to 5", "over 5 to 11", "over 11 to 17", "over 17 to 23"]
    assert words(AGE_BY_SEX, Chart("grid")).startswith(
        "Grid: Victims by age and sex, n = 53 victims. Under 18: female 7"
    )


def test_a_chart_that_does_not_fit_its_table_is_refused() -> None:
    with pytest.raises(ChartError, match="Table “strands” has no column “offences” to draw"):
        draw(STRANDS, Chart("bars", columns=("offences",)))
    with pytest.raises(ChartError, match="Table “headline” has figures below zero"):
        draw(HEADLINE, Chart("bars", columns=("change",)))


@given(st.lists(st.integers(0, 10**7) | st.just(CONFIDENTIAL) | st.none(), max_size=14))
def test_every_visible_figure_has_its_bar(cells: list[Cell]) -> None:
    svg = draw(one_column(*cells), Chart("bars"))
    above_zero = [cell for cell in cells if isinstance(cell, int) and cell > 0]
    assert bool(svg) == bool(above_zero)
    if svg:
        assert len(lengths(ElementTree.fromstring(svg), "width")) == len(above_zero)


@given(st.lists(st.integers(0, 10**7), min_size=1))
def test_a_scale_has_few_round_steps_and_room_for_all(values: list[int]) -> None:
    found = scale(values, length=200)
    assert found.top >= max(values)
    assert found(found.top) == 200
    assert 2 <= len(found.lines) <= 6
    assert str(found.step).rstrip("0") in {"1", "2", "5"}
