"""An incident elsewhere that is linked to a case prompts to assess its risk again; from cases/sql/linked_repeats.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_counted_incidents")]

    operations = [from_file("cases", "linked_repeats")]
