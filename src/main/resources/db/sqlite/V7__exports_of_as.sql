-- The newest export of an AS, against which counters that are kept in a file are compared.
CREATE INDEX export_of_as ON event (
    CASE WHEN json_valid(body) THEN json_extract(body, '$.asId') END,
    CASE WHEN json_valid(body) THEN json_extract(body, '$.ctr') END)
    WHERE CASE WHEN json_valid(body) THEN json_extract(body, '$.type') END = 'exported';
