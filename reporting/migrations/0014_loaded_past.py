"""Every version of boundaries and events, for the charts of stored reports, from reporting/sql/loaded_past.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("reporting", "0013_populations_past")]

    operations = [from_file("reporting", "loaded_past")]
