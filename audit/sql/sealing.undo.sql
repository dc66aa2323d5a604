ALTER POLICY event_select ON audit_event
    USING (partnership_id = app.scope_partnership()
           AND (app.scope_has_role('auditor') OR owner_agency_id = app.scope_agency()));
DROP POLICY event_select_of_nobody ON audit_event;
DROP POLICY unsealed_select ON audit_unsealed;
DROP POLICY head_select ON audit_head;
DROP POLICY seal_select ON audit_seal;
REVOKE ALL ON audit_seal, audit_head, audit_unsealed FROM app;
DROP FUNCTION app.claim_heads(date, text);
DROP FUNCTION app.seal_events(integer);
DROP TRIGGER event_is_queued ON audit_event;
DROP FUNCTION app.queue_event();
DROP FUNCTION app.sealed_bytes(bigint, timestamptz, audit_event);
