-- Recounts the mentions of some brand-days by hour; see refresh_days.sql. Authors are
-- not counted by hour: there are hardly fewer of them than mentions.
INSERT INTO figure_hours (brand, day, at, platform, language, label, date_from, spam, copy, backlog, mentions, engagement, engagement_known, version, deleted)
WITH (SELECT max(version) + 1 FROM figure_hours WHERE (brand, day) IN days) AS next
SELECT
    brand, day, at, platform, language, label, date_from, spam, copy, backlog,
    sum(n),
    sum(ifNull(engagement, 0)),
    count(engagement),
    next,
    sum(n) = 0
FROM
(
    SELECT brand, day, toStartOfHour(created_at)::DateTime('UTC') AS at, platform, language, label, date_from, spam, original_id != '' AS copy, backlog, toUInt64(1) AS n, engagement
    FROM mentions FINAL
    WHERE (brand, day) IN days
    UNION ALL
    SELECT brand, day, at, platform, language, label, date_from, spam, copy, backlog, toUInt64(0) AS n, NULL::Nullable(Int64) AS engagement
    FROM figure_hours FINAL
    WHERE (brand, day) IN days
)
GROUP BY brand, day, at, platform, language, label, date_from, spam, copy, backlog
