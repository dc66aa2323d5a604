-- People, agencies and their seats are read before there is a scope (signing in), so they are on the exempt list.
GRANT SELECT, INSERT, UPDATE ON partners_user, partners_membership, partners_partnership, partners_agency, partners_seat TO app;

-- A notice is its person's alone. It is written by whoever caused it, within the partnership.
ALTER TABLE partners_notice ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON partners_notice TO app;
GRANT UPDATE (read_at, email_attempts, email_leased_until, emailed_at) ON partners_notice TO app;
CREATE POLICY notice_select ON partners_notice FOR SELECT TO app USING (user_id = app.scope_user());
CREATE POLICY notice_update ON partners_notice FOR UPDATE TO app USING (user_id = app.scope_user());
CREATE POLICY notice_insert ON partners_notice FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership());

-- What the mail sweeper needs, and no more: which notices wait, and whose they are.
CREATE FUNCTION app.waiting_notices(most integer) RETURNS TABLE (id uuid, user_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT n.id, n.user_id FROM public.partners_notice n
        WHERE n.emailed_at IS NULL AND n.email_attempts < 8
          AND (n.email_leased_until IS NULL OR n.email_leased_until < statement_timestamp())
        ORDER BY n.created_at LIMIT most;
    END;
REVOKE ALL ON FUNCTION app.waiting_notices(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.waiting_notices(integer) TO app;
