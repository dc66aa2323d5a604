"""What is closed to a person is closed in this app too, from conferences/sql/closed_cases.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("conferences", "0004_finalised_is_fixed"), ("cases", "0006_restricted_cases")]

    operations = [from_file("conferences", "closed_cases")]
