-- What witnesses added to checkpoints: their public keys as vkeys, their signature lines. They prove themselves.
CREATE TABLE cosignature (
    chain TEXT NOT NULL,
    size BIGINT NOT NULL,
    vkey TEXT NOT NULL,
    line TEXT NOT NULL,
    PRIMARY KEY (chain, size, vkey)
);
