DROP POLICY prompt_closed ON cases_prompt;
DROP FUNCTION app.hidden_moments();
