"""In how many working days it is decided whether a subject's data is kept where there was no crime."""

import audit.history
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0012_coordinator_sees_cases'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='partnership',
            name='history_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='partnership',
            name='history_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='partnership',
            name='history_delete',
        ),
        migrations.AddField(
            model_name='partnership',
            name='proportionality_limit_days',
            field=models.PositiveSmallIntegerField(default=5, help_text="Working days in which it is decided whether a subject's data is kept without a crime"),
        ),
        migrations.AddField(
            model_name='partnershiphistory',
            name='proportionality_limit_days',
            field=models.PositiveSmallIntegerField(default=5, help_text="Working days in which it is decided whether a subject's data is kept without a crime"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnership',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_4080a()', func='INSERT INTO "partners_partnershiphistory" ("code", "countersigns_decisions", "created_at", "decision_limit_days", "escalation_days", "id", "instrument", "name", "nation", "pgh_created_at", "pgh_label", "proportionality_limit_days", "repeat_window_days", "reporting_year_starts") VALUES (NEW."code", NEW."countersigns_decisions", NEW."created_at", NEW."decision_limit_days", NEW."escalation_days", NEW."id", NEW."instrument", NEW."name", NEW."nation", clock_timestamp(), \'insert\', NEW."proportionality_limit_days", NEW."repeat_window_days", NEW."reporting_year_starts"); RETURN NULL;', hash='fa5342adf8e61e9fdf3a5fb959317f9904cf9ea1', operation='INSERT', pgid='pgtrigger_history_insert_4080a', table='partners_partnership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnership',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_e01b3()', func='INSERT INTO "partners_partnershiphistory" ("code", "countersigns_decisions", "created_at", "decision_limit_days", "escalation_days", "id", "instrument", "name", "nation", "pgh_created_at", "pgh_label", "proportionality_limit_days", "repeat_window_days", "reporting_year_starts") VALUES (NEW."code", NEW."countersigns_decisions", NEW."created_at", NEW."decision_limit_days", NEW."escalation_days", NEW."id", NEW."instrument", NEW."name", NEW."nation", clock_timestamp(), \'update\', NEW."proportionality_limit_days", NEW."repeat_window_days", NEW."reporting_year_starts"); RETURN NULL;', hash='28396310bd283c42bac4f85fb3b43005d455acfa', operation='UPDATE', pgid='pgtrigger_history_update_e01b3', table='partners_partnership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnership',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_c2eaa()', func='INSERT INTO "partners_partnershiphistory" ("code", "countersigns_decisions", "created_at", "decision_limit_days", "escalation_days", "id", "instrument", "name", "nation", "pgh_created_at", "pgh_label", "proportionality_limit_days", "repeat_window_days", "reporting_year_starts") VALUES (OLD."code", OLD."countersigns_decisions", OLD."created_at", OLD."decision_limit_days", OLD."escalation_days", OLD."id", OLD."instrument", OLD."name", OLD."nation", clock_timestamp(), \'delete\', OLD."proportionality_limit_days", OLD."repeat_window_days", OLD."reporting_year_starts"); RETURN NULL;', hash='984bfe103ca70e93ba30aa65ce49d3a656ffd58f', operation='DELETE', pgid='pgtrigger_history_delete_c2eaa', table='partners_partnership', when='AFTER')),
        ),
    ]
