-- The lines of a ceremony, by its script, and the letters of a key, by its KCV.
CREATE INDEX ceremony_line ON event (
    CASE WHEN json_valid(body) THEN json_extract(body, '$.script') END, bench, seq)
    WHERE CASE WHEN json_valid(body) THEN json_extract(body, '$.type') END
        IN ('ceremony-started', 'ceremony-acted', 'ceremony-ended');
CREATE INDEX letters_line ON event (
    CASE WHEN json_valid(body) THEN json_extract(body, '$.kcv') END, bench, seq)
    WHERE CASE WHEN json_valid(body) THEN json_extract(body, '$.type') END = 'letters-printed';
