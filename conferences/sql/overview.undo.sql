DROP FUNCTION app.conference_figures(date, integer);
