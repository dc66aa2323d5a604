"""Where a person goes on to: an address that a browser or a row gave leads to a page of ours, or nowhere."""

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def is_ours(path: str) -> bool:
    """Say whether this is the path of a page here, and not an address of another site in disguise."""
    return path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)


def way_on(request: HttpRequest) -> str:
    """Return where the person was going, if that is one of our pages, and the home page otherwise."""
    wanted = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    return wanted if is_ours(wanted) else "/"
