"""A virus scanner for tests: a real server that speaks the protocol of ClamAV's daemon on a TCP or unix socket."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.cases.files import EICAR


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        answer = self.server.answer  # type: ignore[attr-defined]
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b"".join(self._pieces())
        self.server.seen.append(content)  # type: ignore[attr-defined]
        found = b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"
        self.wfile.write((found if answer is None else answer) + (b"\0" if answer != b"" else b""))

    def _pieces(self) -> Iterator[bytes]:
        while True:
            (length,) = struct.unpack("!L", self.rfile.read(4))
            if not length:
                return
            yield self.rfile.read(length)


class Scanner:
    """Where the scanner listens, and everything that it has been given."""

    def __init__(self, address: str, seen: list[bytes]) -> None:
        self.address = address
        self.seen = seen


@contextmanager
def scanner(*, answer: bytes | None = None, path: Path | None = None) -> Iterator[Scanner]:
    """Run a scanner until the block ends.

    Args:
        answer: what it says whatever it is given; nothing: what ClamAV would say.
        path: the unix socket it listens on; a TCP port of its own if there is none.
    """
    kind: Any = socketserver.ThreadingUnixStreamServer if path else socketserver.ThreadingTCPServer
    with kind(str(path) if path else ("127.0.0.1", 0), _Conversation) as server:
        server.answer, server.seen = answer, []
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            address = f"unix://{path}" if path else f"tcp://127.0.0.1:{server.server_address[1]}"
            yield Scanner(address, server.seen)
        finally:
            server.shutdown()
            thread.join()
