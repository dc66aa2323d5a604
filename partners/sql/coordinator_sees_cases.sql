-- A panel coordinator sees cases too, so an administrator cannot give themselves that role alone.
CREATE OR REPLACE FUNCTION app.role_sees_cases(role text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN role IN ('caseworker', 'chair', 'coordinator', 'representative', 'responsible_person');
