-- Sealing (docs/decisions/0015): a job chains the events of each partnership by hashes, soon after they were written.
-- A chain is a partnership; the nil uuid is the chain of events that belong to none, such as a stranger's failed sign-in.

-- What is hashed of an event, beside the hash before it: every column in PostgreSQL's binary form, which no setting of the
-- session changes and in which each value comes with its type and length. Binary because it is twice as fast as text.
-- audit/chain.py has the same words, so that the check need not trust this function.
CREATE FUNCTION app.sealed_bytes(s_number bigint, s_sealed_at timestamptz, e audit_event) RETURNS bytea
    LANGUAGE sql STABLE SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT record_send(ROW(
            s_number, s_sealed_at, e.id, e.at, e.user_id, e.agency_id, e.partnership_id, e.verb, e.subject,
            e.owner_agency_id, e.sections, e.reason, e.facts, e.request_id));
    END;
REVOKE ALL ON FUNCTION app.sealed_bytes(bigint, timestamptz, audit_event) FROM PUBLIC;

-- Every event waits in a queue from the moment it is written, so that one whose transaction ends late is not passed over.
CREATE FUNCTION app.queue_event() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    INSERT INTO audit_unsealed (event_id, chain)
    VALUES (NEW.id, coalesce(NEW.partnership_id, '00000000-0000-0000-0000-000000000000'));
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.queue_event() FROM PUBLIC;
CREATE TRIGGER event_is_queued AFTER INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION app.queue_event();
INSERT INTO audit_unsealed (event_id, chain)
SELECT id, coalesce(partnership_id, '00000000-0000-0000-0000-000000000000') FROM audit_event;

-- Seal waiting events, the oldest first, at most so many of each chain; return how many were sealed. Only one
-- transaction at a time works on a chain: another passes it by. Running it twice seals nothing twice.
CREATE FUNCTION app.seal_events(most integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    this_chain uuid;
    last_number bigint;
    last_hash bytea;
    moment timestamptz;
    event audit_event;
    sealed integer := 0;
BEGIN
    FOR this_chain IN SELECT DISTINCT chain FROM audit_unsealed ORDER BY chain LOOP
        CONTINUE WHEN NOT pg_try_advisory_xact_lock(hashtextextended('audit_head ' || this_chain::text, 0));
        moment := clock_timestamp();
        SELECT number, hash INTO last_number, last_hash FROM audit_head WHERE chain = this_chain;
        IF NOT FOUND THEN
            last_number := 0;
            last_hash := sha256('');
            INSERT INTO audit_head (chain, number, hash) VALUES (this_chain, last_number, last_hash);
        END IF;
        FOR event IN
            SELECT e.* FROM audit_unsealed u JOIN audit_event e ON e.id = u.event_id
            WHERE u.chain = this_chain AND NOT EXISTS (SELECT FROM audit_seal s WHERE s.event_id = e.id)
            ORDER BY e.at, e.id LIMIT most
        LOOP
            last_number := last_number + 1;
            last_hash := sha256(last_hash || app.sealed_bytes(last_number, moment, event));
            INSERT INTO audit_seal (event_id, chain, number, hash, sealed_at)
            VALUES (event.id, this_chain, last_number, last_hash, moment);
            sealed := sealed + 1;
        END LOOP;
        UPDATE audit_head SET number = last_number, hash = last_hash WHERE chain = this_chain;
        DELETE FROM audit_unsealed u USING audit_seal s WHERE s.event_id = u.event_id AND u.chain = this_chain;
    END LOOP;
    RETURN sealed;
END $$;
REVOKE ALL ON FUNCTION app.seal_events(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.seal_events(integer) TO app;

-- The heads of all chains for sending outside, to the first who asks on a day; nothing to whoever asks again. The claim
-- stands when the asking transaction ends well: until then a second one waits, and takes over when the first one fails.
CREATE FUNCTION app.claim_heads(for_day date, by_way text) RETURNS TABLE (chain uuid, number bigint, hash bytea)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    INSERT INTO audit_posting (day, way) VALUES (for_day, by_way) ON CONFLICT DO NOTHING;
    IF FOUND THEN
        RETURN QUERY SELECT h.chain, h.number, h.hash FROM audit_head h ORDER BY h.chain;
    END IF;
END $$;
REVOKE ALL ON FUNCTION app.claim_heads(date, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.claim_heads(date, text) TO app;

-- Only the functions above write these tables; the auditor of a partnership reads its chain.
ALTER TABLE audit_seal ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_head ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_unsealed ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_posting ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON audit_seal, audit_head, audit_unsealed TO app;
CREATE POLICY seal_select ON audit_seal FOR SELECT TO app
    USING (chain = (SELECT app.scope_partnership()) AND (SELECT app.scope_has_role('auditor')));
CREATE POLICY head_select ON audit_head FOR SELECT TO app
    USING (chain = (SELECT app.scope_partnership()) AND (SELECT app.scope_has_role('auditor')));
CREATE POLICY unsealed_select ON audit_unsealed FOR SELECT TO app
    USING (chain = (SELECT app.scope_partnership()) AND (SELECT app.scope_has_role('auditor')));

-- The check of the chain of nobody's events reads them in the scope of the nil uuid, which no person ever has.
CREATE POLICY event_select_of_nobody ON audit_event FOR SELECT TO app
    USING (partnership_id IS NULL AND (SELECT app.scope_has_role('auditor'))
           AND (SELECT app.scope_partnership()) = '00000000-0000-0000-0000-000000000000');

-- The same rule as before; the scope is asked once for the query instead of once for each of a million rows.
ALTER POLICY event_select ON audit_event
    USING (partnership_id = (SELECT app.scope_partnership())
           AND ((SELECT app.scope_has_role('auditor')) OR owner_agency_id = (SELECT app.scope_agency())));
