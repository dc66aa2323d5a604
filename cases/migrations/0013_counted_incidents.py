"""How many incidents count towards a repeat, as a number alone, from cases/sql/counted_incidents.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_risk_instruments")]

    operations = [from_file("cases", "counted_incidents")]
