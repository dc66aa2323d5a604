"""Count the coordinator among the roles that see cases: partners/sql/coordinator_sees_cases.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("partners", "0011_coordinator")]

    operations = [from_file("partners", "coordinator_sees_cases")]
