-- The request that the transaction belongs to: history names it, so that it can be laid beside the log of events.
CREATE FUNCTION app.scope_request() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    RETURN left(coalesce(current_setting('app.request_id', true), ''), 36);
