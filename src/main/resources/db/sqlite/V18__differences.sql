-- Sights of an AS whose counters were not as the ledger had them.
CREATE INDEX as_differed ON event (bench, seq)
    WHERE CASE WHEN json_valid(body) THEN json_extract(body, '$.type') END = 'as-differed';
