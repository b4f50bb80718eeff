-- What audits have found of a batch's receipts.
CREATE INDEX audit_of_batch ON event (CASE WHEN json_valid(body) THEN json_extract(body, '$.exportedBy') END)
    WHERE CASE WHEN json_valid(body) THEN json_extract(body, '$.type') END = 'audited';
