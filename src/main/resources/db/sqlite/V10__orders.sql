-- What orders call this ledger: an order counts in one ledger alone. Drawn once; a restore draws another.
CREATE TABLE ledger_id (id TEXT NOT NULL PRIMARY KEY);
INSERT INTO ledger_id (id) VALUES (lower(hex(randomblob(8))));

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

CREATE INDEX event_of_order ON event (
    CASE WHEN json_valid(body) THEN json_extract(body, '$.order') END,
    CASE WHEN json_valid(body) THEN json_extract(body, '$.type') END, bench, seq)
    WHERE CASE WHEN json_valid(body) THEN json_extract(body, '$.order') END IS NOT NULL;
CREATE INDEX trust_note ON event (bench, seq)
    WHERE CASE WHEN json_valid(body) THEN json_extract(body, '$.type') END = 'supervisor-key';
