CREATE OR REPLACE FUNCTION app.role_sees_cases(role text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN role IN ('caseworker', 'chair', 'representative', 'responsible_person');
