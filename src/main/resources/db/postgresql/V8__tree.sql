-- The tree over each chain's lines (RFC 6962), in tiles of 256 hashes of 32 bytes; whole ones alone. No evidence: made anew
-- from the lines.
CREATE TABLE tile (
    chain TEXT NOT NULL,
    level INTEGER NOT NULL,
    number BIGINT NOT NULL,
    root BYTEA NOT NULL,
    hashes BYTEA NOT NULL,
    PRIMARY KEY (chain, level, number)
);
-- Hashes do not compress, and a look at the roots alone leaves them where they are.
ALTER TABLE tile ALTER COLUMN hashes SET STORAGE EXTERNAL;

-- Checkpoints as their benches signed them, and with what witnesses added. They prove themselves.
CREATE TABLE checkpoint (
    chain TEXT NOT NULL,
    size BIGINT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (chain, size)
);

DO $$
BEGIN
    GRANT SELECT, INSERT, DELETE ON tile TO keyrack_bench;
    GRANT SELECT, INSERT, UPDATE ON checkpoint TO keyrack_bench;
EXCEPTION
    WHEN undefined_object OR insufficient_privilege THEN
        RAISE NOTICE 'role keyrack_bench was not granted the tables of the tree: this login may not do so';
END
$$;
