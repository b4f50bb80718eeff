-- What witnesses added to checkpoints: their public keys as vkeys, their signature lines. They prove themselves.
CREATE TABLE cosignature (
    chain TEXT NOT NULL,
    size BIGINT NOT NULL,
    vkey TEXT NOT NULL,
    line TEXT NOT NULL,
    PRIMARY KEY (chain, size, vkey)
);

DO $$
BEGIN
    GRANT SELECT, INSERT, UPDATE ON cosignature TO keyrack_bench;
EXCEPTION
    WHEN undefined_object OR insufficient_privilege THEN
        RAISE NOTICE 'role keyrack_bench was not granted the table of cosignatures: this login may not do so';
END
$$;
