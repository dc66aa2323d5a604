DROP FUNCTION app.mark_repeat(uuid);
DROP FUNCTION app.flag_of(uuid);
DROP FUNCTION app.flagged_cases();
