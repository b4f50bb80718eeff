-- Each SN once, for ever, across benches: inserted in the transaction of the line that gives it, before any card has it.
CREATE TABLE serial (
    sn TEXT NOT NULL PRIMARY KEY,
    card TEXT NOT NULL,
    bench TEXT NOT NULL,
    preparation BIGINT NOT NULL,
    -- 0: given; 1: its module may be OPERATIONAL; 2: it is.
    stage INTEGER NOT NULL
);
CREATE INDEX serial_of_card ON serial (card) WHERE stage < 2;

-- The preparations of each bench by their numbers; made anew from the lines.
CREATE TABLE preparation (
    bench TEXT NOT NULL,
    preparation BIGINT NOT NULL,
    chain TEXT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (bench, preparation)
);

DO $$
BEGIN
    GRANT SELECT, INSERT, UPDATE ON serial, preparation TO keyrack_bench;
EXCEPTION
    WHEN undefined_object OR insufficient_privilege THEN
        RAISE NOTICE 'role keyrack_bench was not granted the serial numbers: this login may not do so';
END
$$;
