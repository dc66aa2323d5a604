"""The site's addresses, and some that fail as only broken software would."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.urls import path

from hatecrime import urls


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def too_large(request: HttpRequest) -> HttpResponse:
    raise RequestDataTooBig


handler400 = urls.handler400
urlpatterns = [
    path("test/broken/", broken, name="broken"),
    path("test/too-large/", too_large, name="too_large"),
    *urls.urlpatterns,
]
