"""The overview of conferences in counts, from conferences/sql/overview.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("conferences", "0016_repeats"), ("partners", "0006_history")]

    operations = [from_file("conferences", "overview")]
