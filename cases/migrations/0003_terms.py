"""The national reference data, from cases/reference/terms.csv."""

import csv

from django.db import migrations

from audit.migration_sql import ROOT


def load(apps, schema_editor):
    Term = apps.get_model("cases", "Term")
    with (ROOT / "cases" / "reference" / "terms.csv").open(newline="", encoding="utf-8") as file:
        Term.objects.bulk_create(
            Term(
                vocabulary=row["vocabulary"],
                code=row["code"],
                label=row["label"],
                group=row["group"],
                nation=row["nation"],
                position=int(row["position"]),
                centrally_monitored=row["centrally_monitored"] == "yes",
                valid_from=row["valid_from"] or None,
                valid_to=row["valid_to"] or None,
            )
            for row in csv.DictReader(file)
        )


def unload(apps, schema_editor):
    apps.get_model("cases", "Term").objects.filter(partnership__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_row_security")]

    operations = [migrations.RunPython(load, unload)]
