-- Recounts the mentions of some brand-days. Rows of the rollup for which no
-- mention is left take part with a count of 0, which makes them tombstones.
INSERT INTO {rollup:Identifier} (brand, day, at, platform, language, mentions, positive, neutral, negative, unsure, engagement, engagement_known, authors, version, deleted)
WITH (SELECT max(version) + 1 FROM {rollup:Identifier} WHERE (brand, day) IN days) AS next
SELECT
    brand, day, at, platform, language,
    sum(n),
    sumIf(n, label = 'positive'),
    sumIf(n, label = 'neutral'),
    sumIf(n, label = 'negative'),
    sumIf(n, label = 'unsure'),
    sum(ifNull(engagement, 0)),
    count(engagement),
    uniqExactIfState(author, author != 0),
    next,
    sum(n) = 0
FROM
(
    SELECT
        brand, day,
        if({rollup:String} = 'trend_hours', toStartOfHour(created_at), toStartOfDay(created_at))::DateTime('UTC') AS at,
        platform, language, toUInt64(1) AS n, label, engagement, author
    FROM mentions FINAL
    WHERE (brand, day) IN days AND NOT backlog
    UNION ALL
    SELECT
        brand, day, at, platform, language, toUInt64(0) AS n, '' AS label, NULL::Nullable(Int64) AS engagement, toUInt64(0) AS author
    FROM {rollup:Identifier} FINAL
    WHERE (brand, day) IN days
)
GROUP BY brand, day, at, platform, language
