"""Hide what a restricted case prompts elsewhere: cases/sql/hidden_prompts.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("cases", "0016_counter_allegations")]

    operations = [from_file("cases", "hidden_prompts")]
