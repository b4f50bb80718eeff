DROP INDEX event_of_sn;
DROP INDEX event_of_batch;
DROP INDEX event_of_type;
DROP INDEX event_failed;

-- Each look-up has its own, in the order that it asks for.
CREATE INDEX event_of_module ON event ((body::json ->> 'sn'), bench, seq)
    WHERE (body::json ->> 'sn') IS NOT NULL;
CREATE INDEX event_of_batch ON event (bench, ((body::json ->> 'batch')::bigint), seq)
    WHERE ((body::json ->> 'batch')::bigint) IS NOT NULL;
CREATE INDEX batch_start ON event (bench, ((body::json ->> 'batch')::bigint))
    WHERE (body::json ->> 'type') = 'batch-started';
CREATE INDEX batch_end ON event (bench, ((body::json ->> 'batch')::bigint))
    WHERE (body::json ->> 'type') IN ('batch-ended', 'batch-interrupted');
CREATE INDEX chain_key ON event (bench, seq)
    WHERE (body::json ->> 'type') IN ('genesis', 'bench-key');
CREATE INDEX batch_aside ON event (bench, ((body::json ->> 'batch')::bigint))
    WHERE (body::json ->> 'type') = 'unit-set-aside';

DO $$
BEGIN
    GRANT SELECT, INSERT, UPDATE, DELETE ON open_download, catch_up, writer TO keyrack_bench;
    GRANT SELECT, INSERT, UPDATE ON loaded_key, module TO keyrack_bench;
    GRANT SELECT, INSERT ON settlement TO keyrack_bench;
EXCEPTION
    WHEN undefined_object OR insufficient_privilege THEN
        RAISE NOTICE 'role keyrack_bench was not granted the look-up tables: this login may not do so';
END
$$;
