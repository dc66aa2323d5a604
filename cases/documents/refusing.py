"""Refusing a file, with what the sender can do."""

from typing import Final, NoReturn

from partners.errors import NotPossible

KINDS: Final = (
    "Add a PDF, a photograph (JPEG or PNG), a Word, Excel or OpenDocument file, plain text, "
    "or a recording (MP3, M4A or MP4)."
)


class UnusableFile(NotPossible):
    """The file cannot be taken in; the text says why and what to do."""


def refuse(sentence: str) -> NoReturn:
    """Refuse the file.

    Raises:
        UnusableFile: with `sentence`.
    """
    raise UnusableFile(sentence)
