-- The most acts that the ledger knows of an AS.
CREATE INDEX act_of_as ON event (
    CASE WHEN json_valid(body) THEN json_extract(body, '$.asId') END,
    CASE WHEN json_valid(body) THEN json_extract(body, '$.acts') END)
    WHERE CASE WHEN json_valid(body) THEN json_extract(body, '$.type') END = 'as-acted';
