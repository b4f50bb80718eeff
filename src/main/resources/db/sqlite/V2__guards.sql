CREATE TRIGGER event_never_changed BEFORE UPDATE ON event
BEGIN
    SELECT RAISE(ABORT, 'ledger events are never changed');
END;

CREATE TRIGGER event_never_removed BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'ledger events are never removed');
END;

-- Also stops INSERT OR REPLACE: a number that exists is not the next one.
CREATE TRIGGER event_without_gap BEFORE INSERT ON event
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM event WHERE bench = NEW.bench)
BEGIN
    SELECT RAISE(ABORT, 'ledger events are numbered without a gap');
END;
