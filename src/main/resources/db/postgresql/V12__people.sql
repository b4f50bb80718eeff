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
    WHERE (body::json ->> 'type') IN ('person', 'sign-in', 'recovery-acknowledged');

DO $$
BEGIN
    GRANT SELECT, INSERT, UPDATE ON person TO keyrack_bench;
EXCEPTION
    WHEN undefined_object OR insufficient_privilege THEN
        RAISE NOTICE 'role keyrack_bench was not granted the people: this login may not do so';
END
$$;
