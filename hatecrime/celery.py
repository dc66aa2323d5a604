"""The Celery application: workers and beat are started with `celery -A hatecrime`."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hatecrime.settings")
app = Celery("hatecrime")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
