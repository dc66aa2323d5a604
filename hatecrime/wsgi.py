"""The door for the web server: it opens only for a database role that row security binds, and with a second factor."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hatecrime.settings")
application = get_wsgi_application()

from hatecrime.row_security import check_role  # noqa: E402 - Django has to be set up before
from hatecrime.starting import check_second_factor  # noqa: E402

check_second_factor()
check_role()
# Every page is loaded here, once, before gunicorn's workers part; a connection cannot be shared by them.
resolve("/healthy/")
connection.close()
