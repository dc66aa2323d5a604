"""What a reader of our files finds in them: every cell of a spreadsheet and of a zip of CSV files."""

import csv
from io import BytesIO, StringIO
from xml.etree import ElementTree
from zipfile import ZipFile

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"


def in_space(name: str) -> str:
    """Return a name such as "table:table" as the parser gives it."""
    space, _, local = name.partition(":")
    return f"{{{_SPACE.format(space)}}}{local}"


def unpacked(content: bytes) -> dict[str, str]:
    """Return the text of every file in a zip, by name, in their order."""
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {entry.filename: archive.read(entry).decode() for entry in archive.infolist()}


def sheets(content: bytes) -> dict[str, list[list[str | float]]]:
    """Return the cells of every sheet of an ODS file: numbers as numbers, text as text."""
    root = ElementTree.fromstring(unpacked(content)["content.xml"])
    return {
        sheet.attrib[in_space("table:name")]: [
            [_value(cell) for cell in row.iter(in_space("table:table-cell"))]
            for row in sheet.iter(in_space("table:table-row"))
        ]
        for sheet in root.iter(in_space("table:table"))
    }


def _value(cell: ElementTree.Element) -> str | float:
    told = cell.attrib[in_space("office:value-type")]
    if told == "float":
        return float(cell.attrib[in_space("office:value")])
    assert told == "string"
    return "".join(cell.itertext())


def csv_files(content: bytes) -> dict[str, list[list[str]]]:
    """Return the cells of every CSV file in a zip."""
    return {
        name: list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline="")))
        for name, text in unpacked(content).items()
        if name.endswith(".csv")
    }
