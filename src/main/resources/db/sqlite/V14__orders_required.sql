-- Whether real modules are loaded under orders alone.
CREATE INDEX orders_required ON event (bench, seq)
    WHERE CASE WHEN json_valid(body) THEN json_extract(body, '$.type') END = 'orders-required';
