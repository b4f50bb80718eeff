-- Looked up by the line's own fields; a line that is no JSON (somebody changed it) has none.
CREATE INDEX event_of_sn ON event (CASE WHEN json_valid(body) THEN json_extract(body, '$.sn') END);
CREATE INDEX event_of_batch ON event (bench, CASE WHEN json_valid(body) THEN json_extract(body, '$.batch') END);
CREATE INDEX event_of_type ON event (CASE WHEN json_valid(body) THEN json_extract(body, '$.type') END)
    WHERE CASE WHEN json_valid(body) THEN json_extract(body, '$.type') END
        IN ('genesis', 'bench-key', 'batch-started', 'batch-ended', 'batch-interrupted');
CREATE INDEX event_failed ON event (bench, seq)
    WHERE CASE WHEN json_valid(body) THEN json_extract(body, '$.result') END IN ('not-loaded', 'unknown');
