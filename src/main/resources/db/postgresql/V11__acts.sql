-- The most acts that the ledger knows of an AS.
CREATE INDEX act_of_as ON event ((body::json ->> 'asId'), ((body::json ->> 'acts')::bigint))
    WHERE (body::json ->> 'type') = 'as-acted';
