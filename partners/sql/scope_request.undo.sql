DROP FUNCTION app.scope_request();
