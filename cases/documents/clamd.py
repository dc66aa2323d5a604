"""Asking ClamAV's daemon whether a document holds a virus: its command INSTREAM, over TCP or a unix socket.

There are libraries for it: `clamd` had its last release in 2014, and its living fork is under the GPL. The protocol is
short: the command, pieces with their length in front, a length of nothing, and one line for an answer.
"""

import socket
import struct
from contextlib import closing
from typing import Final
from urllib.parse import urlsplit

_PIECE: Final = 65_536
_PORT: Final = 3310
_SECONDS: Final = 60
_LONGEST_ANSWER: Final = 4_096


class ScannerAway(Exception):
    """The scanner cannot be reached or does not judge; the document goes on waiting."""


def finds_virus(content: bytes, *, address: str) -> bool:
    """Say whether the scanner finds a virus. Only its plain OK means that there is none.

    Args:
        content: the whole document.
        address: `tcp://host:3310` or `unix:///path/to/socket`.

    Raises:
        ScannerAway: it cannot be reached, breaks off, or answers with an error.
    """
    try:
        answer = _answer(content, address)
    except OSError as error:
        raise ScannerAway(f"The virus scanner cannot be reached: {type(error).__name__}.") from error
    if answer == "stream: OK":
        return False
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return True
    raise ScannerAway("The virus scanner gave no verdict.")


def _answer(content: bytes, address: str) -> str:
    with closing(_connected(address)) as connection:
        connection.sendall(b"zINSTREAM\0")
        for place in range(0, len(content), _PIECE):
            piece = content[place : place + _PIECE]
            connection.sendall(struct.pack("!L", len(piece)) + piece)
        connection.sendall(struct.pack("!L", 0))
        said = b""
        while not said.endswith(b"\0") and len(said) < _LONGEST_ANSWER and (more := connection.recv(_LONGEST_ANSWER)):
            said += more
    return said.rstrip(b"\0").decode("utf-8", "replace").strip()


def _connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(_SECONDS)
        connection.connect(parts.path)
        return connection
    return socket.create_connection((parts.hostname or "127.0.0.1", parts.port or _PORT), timeout=_SECONDS)
