DROP FUNCTION app.count_items(uuid);
