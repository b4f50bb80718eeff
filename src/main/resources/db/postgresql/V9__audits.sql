-- What audits have found of a batch's receipts.
CREATE INDEX audit_of_batch ON event ((body::json ->> 'exportedBy'))
    WHERE (body::json ->> 'type') = 'audited';
