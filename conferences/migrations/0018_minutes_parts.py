"""Parts of minutes are written without looking at minutes, from conferences/sql/minutes_parts.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("conferences", "0017_overview")]

    operations = [from_file("conferences", "minutes_parts")]
