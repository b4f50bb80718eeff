-- The newest export of an AS, against which counters that are kept in a file are compared.
CREATE INDEX export_of_as ON event ((body::json ->> 'asId'), ((body::json ->> 'ctr')::bigint))
    WHERE (body::json ->> 'type') = 'exported';
