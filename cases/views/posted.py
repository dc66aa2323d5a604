"""What a form is bound to."""

from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, even when nothing was filled in; nothing when the page was only opened."""
    return request.POST if request.method == "POST" else None
