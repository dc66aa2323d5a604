DROP FUNCTION app.prompt_linked_cases(uuid);
DROP FUNCTION app.linked_cases(uuid);
