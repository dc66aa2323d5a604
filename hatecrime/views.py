"""Pages of the site itself."""

from django.db import connection
from django.http import HttpRequest, HttpResponse


def healthy(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the web process reaches its database; for health checks, tells nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("healthy\n", content_type="text/plain")
