-- Schema app: what row-level security asks about the transaction it runs in. No scope set means NULL, so no rows.
CREATE SCHEMA app;
GRANT USAGE ON SCHEMA app TO app;

CREATE FUNCTION app.scope_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.user_id', true), '')::uuid;
CREATE FUNCTION app.scope_agency() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.agency_id', true), '')::uuid;
CREATE FUNCTION app.scope_partnership() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.partnership_id', true), '')::uuid;
CREATE FUNCTION app.scope_has_role(role text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    RETURN role = ANY (string_to_array(coalesce(current_setting('app.roles', true), ''), ','));

-- Events: written by everyone within the scope, read by the auditor and by the agency that leads the case; never changed.
ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON audit_event TO app;
CREATE POLICY event_insert ON audit_event FOR INSERT TO app
    WITH CHECK (partnership_id IS NOT DISTINCT FROM app.scope_partnership());
CREATE POLICY event_select ON audit_event FOR SELECT TO app
    USING (partnership_id = app.scope_partnership()
           AND (app.scope_has_role('auditor') OR owner_agency_id = app.scope_agency()));
