-- Who may work on benches. A row that does not fit its newest line signs nobody in; the name stands here alone.
CREATE TABLE person (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    verifier TEXT NOT NULL,
    -- Wrong tries since the last right one: raised before each check.
    failures INTEGER NOT NULL
);
CREATE INDEX people_line ON event (bench, seq)
    WHERE CASE WHEN json_valid(body) THEN json_extract(body, '$.type') END IN ('person', 'sign-in', 'recovery-acknowledged');
