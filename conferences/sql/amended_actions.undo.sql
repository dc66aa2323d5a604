DROP FUNCTION app.amend_action(uuid, text, uuid, date, boolean);
