-- One row per event. body is the line that the chain hashes; it is stored and compared as text, byte for byte.
CREATE TABLE event (
    bench TEXT NOT NULL,
    seq BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (bench, seq)
);

-- Which batch of which bench has a module in work. Not evidence: what ends is deleted, the events remain.
CREATE TABLE claim (
    sn TEXT NOT NULL PRIMARY KEY,
    bench TEXT NOT NULL,
    batch BIGINT NOT NULL,
    reader TEXT NOT NULL,
    at TEXT NOT NULL
);
