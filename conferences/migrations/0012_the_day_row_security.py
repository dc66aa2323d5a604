"""Who sees returns and recusals, and whom a recused item is hidden from, from conferences/sql/returns_and_recusals.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("conferences", "0011_the_day")]

    operations = [from_file("conferences", "returns_and_recusals")]
