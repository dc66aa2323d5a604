"""Minutes are made by somebody who sees every item, from conferences/sql/count_items.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("conferences", "0012_the_day_row_security")]

    operations = [from_file("conferences", "count_items")]
