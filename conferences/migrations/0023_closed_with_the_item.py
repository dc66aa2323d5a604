"""One lock where two close the same, from conferences/sql/closed_with_the_item.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("conferences", "0022_amended_actions")]

    operations = [from_file("conferences", "closed_with_the_item")]
