DROP FUNCTION app.decline_offer(uuid);
