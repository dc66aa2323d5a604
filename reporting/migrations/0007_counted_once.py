"""What was handed over between partnerships is counted once, from reporting/sql/counted_once.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0018_transfers"),
        ("reporting", "0006_past_rows"),
    ]

    operations = [from_file("reporting", "counted_once")]
