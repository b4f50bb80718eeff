-- Whether real modules are loaded under orders alone.
CREATE INDEX orders_required ON event (bench, seq)
    WHERE (body::json ->> 'type') = 'orders-required';
