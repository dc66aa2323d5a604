"""Flags of 12 months and the repeats in that time, from conferences/sql/repeats.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("conferences", "0015_calendar_row_security"), ("cases", "0013_counted_incidents")]

    operations = [from_file("conferences", "repeats")]
