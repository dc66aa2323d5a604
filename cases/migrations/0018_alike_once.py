"""Say once what "the same person, household, subject or place" is: cases/sql/alike_once.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("cases", "0017_hidden_prompts")]

    operations = [from_file("cases", "alike_once")]
