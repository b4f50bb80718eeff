DROP INDEX event_of_sn;
DROP INDEX event_of_batch;
DROP INDEX event_of_type;
DROP INDEX event_failed;

-- Each look-up has its own, in the order that it asks for. A line that is no JSON (somebody changed it) has no fields.
CREATE INDEX event_of_module ON event (
    CASE WHEN json_valid(body) THEN json_extract(body, '$.sn') END, bench, seq)
    WHERE CASE WHEN json_valid(body) THEN json_extract(body, '$.sn') END IS NOT NULL;
CREATE INDEX event_of_batch ON event (
    bench, CASE WHEN json_valid(body) THEN json_extract(body, '$.batch') END, seq)
    WHERE CASE WHEN json_valid(body) THEN json_extract(body, '$.batch') END IS NOT NULL;
CREATE INDEX batch_start ON event (bench, CASE WHEN json_valid(body) THEN json_extract(body, '$.batch') END)
    WHERE CASE WHEN json_valid(body) THEN json_extract(body, '$.type') END = 'batch-started';
CREATE INDEX batch_end ON event (bench, CASE WHEN json_valid(body) THEN json_extract(body, '$.batch') END)
    WHERE CASE WHEN json_valid(body) THEN json_extract(body, '$.type') END IN ('batch-ended', 'batch-interrupted');
CREATE INDEX chain_key ON event (bench, seq)
    WHERE CASE WHEN json_valid(body) THEN json_extract(body, '$.type') END IN ('genesis', 'bench-key');
CREATE INDEX batch_aside ON event (bench, CASE WHEN json_valid(body) THEN json_extract(body, '$.batch') END)
    WHERE CASE WHEN json_valid(body) THEN json_extract(body, '$.type') END = 'unit-set-aside';
