"""What satisfaction is counted from: reporting/sql/satisfaction.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("reporting", "0020_report_reminders"), ("cases", "0021_satisfaction")]

    operations = [from_file("reporting", "satisfaction")]
