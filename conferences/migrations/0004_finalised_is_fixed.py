"""Finalised is fixed, in the database too, from conferences/sql/finalised_is_fixed.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("conferences", "0003_action_agreed_with_minutes")]

    operations = [from_file("conferences", "finalised_is_fixed")]
