-- Counts what was read in the mentions of some brand-months. Nothing of it counts until
-- its slot and version are those that reading_spans names.
INSERT INTO reading_months (brand, month, kind, term, spam, copy, positive, neutral, negative, unsure, mentions, slot, version)
SELECT
    brand, toStartOfMonth(day) AS month, read.1, read.2, spam, original_id != '',
    countIf(read.3 = 'positive'),
    countIf(read.3 = 'neutral'),
    countIf(read.3 = 'negative'),
    countIf(read.3 = 'unsure'),
    count(),
    {slot:UInt8},
    {version:UInt64}
FROM mentions FINAL
ARRAY JOIN arrayConcat(/*all readings*/) AS read
WHERE (brand, toStartOfMonth(day)) IN (SELECT brand, day FROM days) AND toYYYYMM(day) IN (SELECT toYYYYMM(day) FROM days) AND NOT backlog
GROUP BY brand, month, read.1, read.2, spam, original_id != ''
