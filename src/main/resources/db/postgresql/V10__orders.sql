-- What orders call this ledger: an order counts in one ledger alone. Drawn once; a restore draws another.
CREATE TABLE ledger_id (id TEXT NOT NULL PRIMARY KEY);
INSERT INTO ledger_id (id)
    SELECT substr(encode(sha256(convert_to(gen_random_uuid()::text, 'UTF8')), 'hex'), 1, 16);

-- Every number that an order ever had, with SHA-256 of its one text and where its lines begin. Made anew from the lines.
CREATE TABLE order_state (
    number TEXT NOT NULL PRIMARY KEY,
    hash TEXT NOT NULL,
    state TEXT NOT NULL,
    chain TEXT NOT NULL,
    seq BIGINT NOT NULL
);

-- One row a module that an order has room for: the module one too many has no place to take. No evidence.
CREATE TABLE order_place (
    number TEXT NOT NULL,
    place INTEGER NOT NULL,
    sn TEXT,
    bench TEXT,
    batch BIGINT,
    held BOOLEAN NOT NULL,
    PRIMARY KEY (number, place)
);
-- Without the free ones: the next of them is found by its place alone.
CREATE UNIQUE INDEX place_of_sn ON order_place (number, sn) WHERE sn IS NOT NULL;
CREATE INDEX place_free ON order_place (number, place) WHERE sn IS NULL;
CREATE INDEX place_held ON order_place (bench, batch) WHERE held;

CREATE INDEX event_of_order ON event ((body::json ->> 'order'), (body::json ->> 'type'), bench, seq)
    WHERE (body::json ->> 'order') IS NOT NULL;
CREATE INDEX trust_note ON event (bench, seq)
    WHERE (body::json ->> 'type') = 'supervisor-key';

DO $$
BEGIN
    GRANT SELECT, UPDATE ON ledger_id TO keyrack_bench;
    GRANT SELECT, INSERT, UPDATE ON order_state TO keyrack_bench;
    GRANT SELECT, INSERT, UPDATE, DELETE ON order_place TO keyrack_bench;
EXCEPTION
    WHEN undefined_object OR insufficient_privilege THEN
        RAISE NOTICE 'role keyrack_bench was not granted the tables of orders: this login may not do so';
END
$$;
