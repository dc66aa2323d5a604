"""The views that figures are made from, from reporting/sql/stats_views.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_decision_due_on"),
        ("conferences", "0002_row_security"),
        ("reporting", "0002_row_security"),
    ]

    operations = [from_file("reporting", "stats_views")]
