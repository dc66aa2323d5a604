"""When the managers were reminded of a report, claimed by a function from reporting/sql/report_reminders.sql."""

from django.db import migrations, models

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("reporting", "0019_report_takers")]

    operations = [
        migrations.AddField(
            model_name="reportrun",
            name="reminded_at",
            field=models.DateTimeField(null=True, help_text="When its managers were reminded to release it"),
        ),
        from_file("reporting", "report_reminders"),
    ]
