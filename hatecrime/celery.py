"""The Celery application: workers and beat are started with `celery -A hatecrime`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hatecrime.settings")
app = Celery("hatecrime")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
