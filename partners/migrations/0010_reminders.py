"""After how many days a late action is escalated, and notices that come as an e-mail alone."""

import audit.history
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0009_countersignature'),
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
            model_name='notice',
            name='in_app',
            field=models.BooleanField(default=True, help_text='Whether it stands on the site as well as in an e-mail'),
        ),
        migrations.AddField(
            model_name='partnership',
            name='escalation_days',
            field=models.PositiveSmallIntegerField(default=7, help_text='For how many days an action may be late before the Responsible Person is told'),
        ),
        migrations.AddField(
            model_name='partnershiphistory',
            name='escalation_days',
            field=models.PositiveSmallIntegerField(default=7, help_text='For how many days an action may be late before the Responsible Person is told'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnership',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_4080a()', func='INSERT INTO "partners_partnershiphistory" ("code", "countersigns_decisions", "created_at", "decision_limit_days", "escalation_days", "id", "instrument", "name", "nation", "pgh_created_at", "pgh_label", "repeat_window_days", "reporting_year_starts") VALUES (NEW."code", NEW."countersigns_decisions", NEW."created_at", NEW."decision_limit_days", NEW."escalation_days", NEW."id", NEW."instrument", NEW."name", NEW."nation", clock_timestamp(), \'insert\', NEW."repeat_window_days", NEW."reporting_year_starts"); RETURN NULL;', hash='c0d5e3a5081b2fd6bf06040a02fee768632aa24f', operation='INSERT', pgid='pgtrigger_history_insert_4080a', table='partners_partnership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnership',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_e01b3()', func='INSERT INTO "partners_partnershiphistory" ("code", "countersigns_decisions", "created_at", "decision_limit_days", "escalation_days", "id", "instrument", "name", "nation", "pgh_created_at", "pgh_label", "repeat_window_days", "reporting_year_starts") VALUES (NEW."code", NEW."countersigns_decisions", NEW."created_at", NEW."decision_limit_days", NEW."escalation_days", NEW."id", NEW."instrument", NEW."name", NEW."nation", clock_timestamp(), \'update\', NEW."repeat_window_days", NEW."reporting_year_starts"); RETURN NULL;', hash='d124068912c9e90969431893f1e4711a44bf69d1', operation='UPDATE', pgid='pgtrigger_history_update_e01b3', table='partners_partnership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnership',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_c2eaa()', func='INSERT INTO "partners_partnershiphistory" ("code", "countersigns_decisions", "created_at", "decision_limit_days", "escalation_days", "id", "instrument", "name", "nation", "pgh_created_at", "pgh_label", "repeat_window_days", "reporting_year_starts") VALUES (OLD."code", OLD."countersigns_decisions", OLD."created_at", OLD."decision_limit_days", OLD."escalation_days", OLD."id", OLD."instrument", OLD."name", OLD."nation", clock_timestamp(), \'delete\', OLD."repeat_window_days", OLD."reporting_year_starts"); RETURN NULL;', hash='919a84880838a8712981c238337c7a32bb3adc9a', operation='DELETE', pgid='pgtrigger_history_delete_c2eaa', table='partners_partnership', when='AFTER')),
        ),
    ]
