"""Every version of a population, for counting stored reports again, from reporting/sql/populations_past.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("reporting", "0012_report_downloads")]

    operations = [from_file("reporting", "populations_past")]
