-- Kept beside the events so that a look-up costs what it answers. None is evidence: each can be made anew from the events.

-- Exported and not known to be in or not in. Taken away when the outcome is known.
CREATE TABLE open_download (
    sn TEXT NOT NULL,
    ref2 TEXT NOT NULL,
    r TEXT NOT NULL,
    bench TEXT NOT NULL,
    batch BIGINT NOT NULL,
    chain TEXT NOT NULL,
    seq BIGINT NOT NULL,
    shelf INTEGER NOT NULL,
    outcome_unknown INTEGER NOT NULL,
    PRIMARY KEY (sn, ref2, r)
);

-- The line that tells how a download ended which a batch had left unknown.
CREATE TABLE settlement (
    sn TEXT NOT NULL,
    ref2 TEXT NOT NULL,
    r TEXT NOT NULL,
    chain TEXT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (sn, ref2, r)
);

-- The newest proved download of each location; bench and batch are those that exported it.
CREATE TABLE loaded_key (
    sn TEXT NOT NULL,
    ref2 TEXT NOT NULL,
    bench TEXT NOT NULL,
    batch BIGINT NOT NULL,
    chain TEXT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (sn, ref2)
);

-- Every module that a batch has seen, with the labelled slot in which its work began last (0: none).
CREATE TABLE module (
    sn TEXT NOT NULL PRIMARY KEY,
    shelf INTEGER NOT NULL
);

-- Chains of an older ledger whose lines are not in these tables yet, and how far each has been read.
CREATE TABLE catch_up (
    chain TEXT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL
);
INSERT INTO catch_up (chain, seq) SELECT DISTINCT bench, 0 FROM event;

-- Who writes as this bench now. Whoever finds another's token here has been replaced and ends.
CREATE TABLE writer (
    bench TEXT NOT NULL PRIMARY KEY,
    token TEXT NOT NULL
);
