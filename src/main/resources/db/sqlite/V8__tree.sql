-- The tree over each chain's lines (RFC 6962), in tiles of 256 hashes of 32 bytes; whole ones alone. No evidence: made anew
-- from the lines.
CREATE TABLE tile (
    chain TEXT NOT NULL,
    level INTEGER NOT NULL,
    number BIGINT NOT NULL,
    root BLOB NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (chain, level, number)
);

-- Checkpoints as their benches signed them, and with what witnesses added. They prove themselves.
CREATE TABLE checkpoint (
    chain TEXT NOT NULL,
    size BIGINT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (chain, size)
);
