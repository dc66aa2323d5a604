"""The few pieces of an OpenDocument spreadsheet (ODF 1.3) that ours are made of, written as plain XML.

Cells, one header row in each sheet that has a table, and a database range that marks the table up. There are no
formulas, no merged or hidden cells, no macros, no preview picture, and no author.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Final

from reporting.render.packing import packed

TYPE: Final = "application/vnd.oasis.opendocument.spreadsheet"
_VERSION: Final = "1.3"
_SPACES: Final = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in {
        **{
            name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
            for name in ("office", "style", "text", "table", "meta", "manifest")
        },
        "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)
_FIRST_WIDTH: Final = "9cm"
_WIDTH: Final = "3.6cm"


@dataclass(frozen=True, slots=True)
class Words:
    """A cell of text.

    Attributes:
        text: what it says.
        style: "title", "heading", "words" (broken into lines) or "note" (which runs on to the right).
        sheet: the name of the sheet that it leads to, if any.
    """

    text: str
    style: str = "words"
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A cell with a number, and how many places after the point it is shown with."""

    value: int | float
    shown: str
    places: int


Entry = Words | Number


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, from A1 down.

    Attributes:
        name: on its tab.
        above: the lines above the table, one cell each.
        header: the header row of its table, if it has one.
        rows: the rows of the table.
    """

    name: str
    above: Sequence[Words]
    header: Sequence[Words] = ()
    rows: Sequence[Sequence[Entry]] = ()

    @property
    def columns(self) -> int:
        """How many columns have something in them."""
        return max(1, len(self.header))


def spreadsheet(sheets: Sequence[Sheet], *, title: str, subject: str, made_at: datetime) -> bytes:
    """Return the sheets as an ODS file, the same bytes for the same arguments.

    Args:
        sheets: with different names.
        title: the title of the document.
        subject: what it is about.
        made_at: the moment that the document gives as its own, with its time zone.
    """
    parts = {
        "mimetype": TYPE,
        "content.xml": _content(sheets),
        "styles.xml": _styles(),
        "meta.xml": _meta(title, subject, made_at),
    }
    return packed(parts | {"META-INF/manifest.xml": _manifest(parts)}, plain=frozenset({"mimetype"}))


def _element(name: str, attributes: Mapping[str, str | int | float], *inside: str) -> str:
    written = "".join(f' {key}="{escape(printable(str(value)))}"' for key, value in attributes.items())
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def _root(name: str, *inside: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:{name} {_SPACES} office:version="{_VERSION}">'
        f"{''.join(inside)}</office:{name}>\n"
    )


def printable(words: str) -> str:
    """Return the words with a space for each character that cannot be printed: XML does not allow some of them."""
    return "".join(letter if letter.isprintable() else " " for letter in words)


def _content(sheets: Sequence[Sheet]) -> str:
    ranges = "".join(_range(number, sheet) for number, sheet in enumerate(sheets) if sheet.header)
    body = "".join(_sheet(sheet) for sheet in sheets) + (
        f"<table:database-ranges>{ranges}</table:database-ranges>" if ranges else ""
    )
    automatic = "".join((*_places_styles(), *_column_styles()))
    return _root(
        "document-content",
        f"<office:automatic-styles>{automatic}</office:automatic-styles>",
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>",
    )


def _sheet(sheet: Sheet) -> str:
    columns = _element("table:table-column", {"table:style-name": "first", "table:default-cell-style-name": "words"})
    if sheet.columns > 1:
        columns += _element(
            "table:table-column",
            {"table:style-name": "others", "table:number-columns-repeated": sheet.columns - 1},
        )
    above = "".join(_row([line]) for line in sheet.above)
    header = f"<table:table-header-rows>{_row(sheet.header)}</table:table-header-rows>" if sheet.header else ""
    rows = "".join(_row(row) for row in sheet.rows)
    return _element("table:table", {"table:name": sheet.name}, columns, above, header, rows)


def _row(entries: Iterable[Entry]) -> str:
    return f"<table:table-row>{''.join(_cell(entry) for entry in entries)}</table:table-row>"


def _cell(entry: Entry) -> str:
    if isinstance(entry, Number):
        told = {
            "table:style-name": f"places{entry.places}",
            "office:value-type": "float",
            "office:value": repr(entry.value),
        }
        return _element("table:table-cell", told, _element("text:p", {}, entry.shown))
    words = escape(printable(entry.text))
    inside = _element("text:a", {"xlink:href": f"#{entry.sheet}.A1", "xlink:type": "simple"}, words)
    cell = {"table:style-name": entry.style, "office:value-type": "string"}
    return _element("table:table-cell", cell, _element("text:p", {}, inside if entry.sheet else words))


def _range(number: int, sheet: Sheet) -> str:
    first, last = len(sheet.above) + 1, len(sheet.above) + 1 + len(sheet.rows)
    name = sheet.name.replace("'", "''")
    address = f"$'{name}'.$A${first}:$'{name}'.${column_letters(sheet.columns)}${last}"
    told = {"table:name": f"table_{number}", "table:target-range-address": address, "table:contains-header": "true"}
    return _element("table:database-range", told)


def column_letters(number: int) -> str:
    """Return the letters of a column of a spreadsheet: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _places_styles() -> Iterable[str]:
    for places in range(3):
        shape = _element(
            "number:number",
            {"number:decimal-places": places, "number:min-integer-digits": 1, "number:grouping": "true"},
        )
        yield _element("number:number-style", {"style:name": f"number{places}"}, shape)
        told = {
            "style:name": f"places{places}",
            "style:family": "table-cell",
            "style:data-style-name": f"number{places}",
        }
        yield _element("style:style", told | {"style:parent-style-name": "Default"})


def _column_styles() -> Iterable[str]:
    for name, width in {"first": _FIRST_WIDTH, "others": _WIDTH}.items():
        shape = _element("style:table-column-properties", {"style:column-width": width})
        yield _element("style:style", {"style:name": name, "style:family": "table-column"}, shape)


def _styles() -> str:
    language = _element(
        "style:text-properties",
        {"fo:language": "en", "fo:country": "GB", "fo:font-size": "12pt", "fo:font-family": "Arial"},
    )
    default = _element("style:default-style", {"style:family": "table-cell"}, language)
    own = "".join(_cell_styles())
    plain = _element("style:style", {"style:name": "Default", "style:family": "table-cell"})
    return _root("document-styles", f"<office:styles>{default}{plain}{own}</office:styles>")


def _cell_styles() -> Iterable[str]:
    looks: dict[str, tuple[str, dict[str, str | int | float]]] = {
        "title": ("no-wrap", {"fo:font-weight": "bold", "fo:font-size": "16pt"}),
        "heading": ("wrap", {"fo:font-weight": "bold"}),
        "words": ("wrap", {}),
        "note": ("no-wrap", {}),
    }
    for name, (wrap, letters) in looks.items():
        yield _element(
            "style:style",
            {"style:name": name, "style:family": "table-cell", "style:parent-style-name": "Default"},
            _element("style:table-cell-properties", {"fo:wrap-option": wrap, "style:vertical-align": "top"}),
            _element("style:text-properties", letters),
        )


def _meta(title: str, subject: str, made_at: datetime) -> str:
    moment = made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    told = {
        "dc:title": title,
        "dc:subject": subject,
        "dc:language": "en-GB",
        "meta:creation-date": moment,
        "dc:date": moment,
    }
    inside = "".join(_element(name, {}, escape(printable(words))) for name, words in told.items())
    return _root("document-meta", f"<office:meta>{inside}</office:meta>")


def _manifest(parts: Iterable[str]) -> str:
    entries = [("/", TYPE), *((name, "text/xml") for name in parts if name.endswith(".xml"))]
    written = "".join(
        _element("manifest:file-entry", {"manifest:full-path": path, "manifest:media-type": kind})
        for path, kind in entries
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest:manifest xmlns:manifest="{space}" manifest:version="{_VERSION}">{written}</manifest:manifest>\n'
    )
