"""A stored report can be counted anew as of its moment, from reporting/sql/past_rows.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0007_history"),
        ("conferences", "0015_calendar_row_security"),
        ("referrals", "0006_history"),
        ("reporting", "0005_report_tables"),
    ]

    operations = [from_file("reporting", "past_rows")]
