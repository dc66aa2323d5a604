"""The headers that close the web's usual doors, on every response: pages, files, errors, whoever made them.

Django's own middleware sets most of these as well, yet not on an answer to what failed before it was reached (a wrong
host, a broken request). This is the outermost middleware, so nothing leaves without them.
"""

from collections.abc import Callable, Mapping
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]

_REFUSED: Final = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "screen-wake-lock",
    "usb",
    "xr-spatial-tracking",
)
_PASSKEYS: Final = ("publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS_POLICY: Final = ", ".join(
    [*(f"{feature}=()" for feature in _REFUSED), *(f"{feature}=(self)" for feature in _PASSKEYS)]
)

SANDBOX: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""The policy of a file to save: should a browser show it after all, nothing in it runs or loads."""


def every_response(get_response: GetResponse) -> GetResponse:
    """Give each response the headers of this module; nothing but a static file may be kept by anybody."""
    given: Mapping[str, str] = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": PERMISSIONS_POLICY,
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
    }

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in given.items():
            response.headers[name] = value
        if not _is_static(request, response):
            response.headers["Cache-Control"] = "no-store"
        if response.headers.get("Content-Disposition", "").startswith("attachment"):
            response.headers["Content-Security-Policy"] = SANDBOX
        return response

    return middleware


def _is_static(request: HttpRequest, response: HttpResponse) -> bool:
    return request.path.startswith(settings.STATIC_URL) and response.status_code in {200, 206, 304}
