-- Recounts the mentions of some brand-days by day, and by the hours of the day. Rows of the
-- rollup for which no mention is left take part with a count of 0, which makes them
-- tombstones.
INSERT INTO figure_days (brand, day, platform, language, label, date_from, spam, copy, backlog, mentions, engagement, engagement_known, authors, hours, hour_mentions, hour_engagement, hour_known, author_hours, author_ids, version, deleted)
WITH
    (SELECT max(version) + 1 FROM figure_days WHERE (brand, day) IN days) AS next,
    sumMapIf([hour], [n], [ifNull(engagement, 0)], [toUInt64(isNotNull(engagement))], n > 0) AS by_hour,
    arraySort(groupUniqArrayIf((hour, author), author != 0)) AS wrote
SELECT
    brand, day, platform, language, label, date_from, spam, copy, backlog,
    sum(n),
    sum(ifNull(engagement, 0)),
    count(engagement),
    uniqExactIfState(author, author != 0),
    by_hour.1, by_hour.2, by_hour.3, by_hour.4,
    wrote.1, wrote.2,
    next,
    sum(n) = 0
FROM
(
    SELECT brand, day, platform, language, label, date_from, spam, original_id != '' AS copy, backlog, toUInt64(1) AS n, engagement, author, toHour(created_at, 'UTC') AS hour
    FROM mentions FINAL
    WHERE (brand, day) IN days
    UNION ALL
    SELECT brand, day, platform, language, label, date_from, spam, copy, backlog, toUInt64(0) AS n, NULL::Nullable(Int64) AS engagement, toUInt64(0) AS author, toUInt8(0) AS hour
    FROM figure_days FINAL
    WHERE (brand, day) IN days
)
GROUP BY brand, day, platform, language, label, date_from, spam, copy, backlog
