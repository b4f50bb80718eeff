CREATE INDEX event_of_sn ON event ((body::json ->> 'sn'));
CREATE INDEX event_of_batch ON event (bench, ((body::json ->> 'batch')::bigint));
CREATE INDEX event_of_type ON event ((body::json ->> 'type'))
    WHERE (body::json ->> 'type') IN ('genesis', 'bench-key', 'batch-started', 'batch-ended', 'batch-interrupted');
CREATE INDEX event_failed ON event (bench, seq)
    WHERE (body::json ->> 'result') IN ('not-loaded', 'unknown');
