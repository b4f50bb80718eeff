CREATE FUNCTION event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ledger events are never changed or removed';
END
$$;

CREATE TRIGGER event_never_changed BEFORE UPDATE OR DELETE ON event
    FOR EACH ROW EXECUTE FUNCTION event_refuse();

CREATE TRIGGER event_never_truncated BEFORE TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION event_refuse();

CREATE FUNCTION event_next() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM event WHERE bench = NEW.bench) THEN
        RAISE EXCEPTION 'ledger events are numbered without a gap';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER event_without_gap BEFORE INSERT ON event
    FOR EACH ROW EXECUTE FUNCTION event_next();

-- What a bench works as: it reads and appends, nothing else. Where the login may not create roles, the administrator
-- does; sessions then keep the login's own rights, which the triggers still bound.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'keyrack_bench') THEN
        CREATE ROLE keyrack_bench NOLOGIN;
    END IF;
    EXECUTE format('GRANT keyrack_bench TO %I', current_user);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO keyrack_bench', current_schema());
    GRANT SELECT, INSERT ON event TO keyrack_bench;
    GRANT SELECT, INSERT, DELETE ON claim TO keyrack_bench;
    GRANT SELECT ON flyway_schema_history TO keyrack_bench;
EXCEPTION
    WHEN insufficient_privilege THEN
        RAISE NOTICE 'role keyrack_bench was not created or granted: this login may not do so';
END
$$;
