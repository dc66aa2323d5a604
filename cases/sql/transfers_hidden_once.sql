-- app.hidden_transfers() knows what is closed to a person, on either side: a second policy asking the same is one too many.
DROP POLICY transfer_closed ON cases_transfer;
