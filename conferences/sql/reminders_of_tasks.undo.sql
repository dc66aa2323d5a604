DROP POLICY reminder_insert ON conferences_reminder;
CREATE POLICY reminder_insert ON conferences_reminder FOR INSERT TO app
    WITH CHECK (user_id = app.scope_user() AND partnership_id = app.scope_partnership()
        AND EXISTS (SELECT 1 FROM conferences_digest d WHERE d.id = conferences_reminder.digest_id)
        AND (action_id IS NULL OR EXISTS (SELECT 1 FROM conferences_action a WHERE a.id = conferences_reminder.action_id))
        AND (invitation_id IS NULL
             OR EXISTS (SELECT 1 FROM conferences_invitation v WHERE v.id = conferences_reminder.invitation_id)));
