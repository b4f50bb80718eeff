-- The lines of a ceremony, by its script, and the letters of a key, by its KCV.
CREATE INDEX ceremony_line ON event ((body::json ->> 'script'), bench, seq)
    WHERE (body::json ->> 'type') IN ('ceremony-started', 'ceremony-acted', 'ceremony-ended');
CREATE INDEX letters_line ON event ((body::json ->> 'kcv'), bench, seq)
    WHERE (body::json ->> 'type') = 'letters-printed';
