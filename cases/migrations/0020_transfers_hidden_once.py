"""One policy hides an offer whose case is closed to somebody: cases/sql/transfers_hidden_once.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("cases", "0019_proportionality")]

    operations = [from_file("cases", "transfers_hidden_once")]
