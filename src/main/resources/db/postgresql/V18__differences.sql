-- Sights of an AS whose counters were not as the ledger had them.
CREATE INDEX as_differed ON event (bench, seq) WHERE (body::json ->> 'type') = 'as-differed';
