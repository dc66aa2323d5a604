"""The texts of a release as they were signed, with their headings."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0014_loaded_past")]

    operations = [
        migrations.AddField(
            model_name="release",
            name="signed_texts",
            field=models.JSONField(default=list, help_text="The texts as they were signed, with their headings"),
        ),
    ]
