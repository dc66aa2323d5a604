"""Reading the body of a request."""

from collections.abc import Mapping
from io import BytesIO
from typing import IO, Any

from django.http import HttpRequest
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class BoundedJSONParser(JSONParser):
    """Reads JSON up to DATA_UPLOAD_MAX_MEMORY_SIZE; the framework's own parser reads past that limit."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Return what was sent.

        Raises:
            RequestDataTooBig: it is larger than the limit.
            ParseError: it is not JSON, or nested beyond reason.
        """
        try:
            return super().parse(_bounded(stream), media_type, parser_context)
        except RecursionError:
            raise ParseError("This JSON is nested too deeply.") from None


def _bounded(stream: object) -> Any:
    # The framework hands over the request itself, and only its `body` knows the limit.
    return BytesIO(stream.body) if isinstance(stream, HttpRequest) else stream
