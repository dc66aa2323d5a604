"""Reports can say how many working days decisions took."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_stats_views"), ("cases", "0009_decision_and_work")]

    operations = [from_file("reporting", "decision_times")]
