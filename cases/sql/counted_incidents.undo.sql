DROP FUNCTION app.counted_incidents(uuid, text[], date);
DROP FUNCTION app.incidents_alike(uuid);
DROP FUNCTION app.incidents_alike_to(uuid[]);
DROP INDEX account_alike_place;
DROP INDEX person_alike_address;
DROP INDEX person_alike_email;
DROP INDEX person_alike_name;
DROP FUNCTION app.alike(text);
