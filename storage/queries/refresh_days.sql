-- Recounts the mentions of some brand-days by day. Rows of the rollup for which no
-- mention is left take part with a count of 0, which makes them tombstones.
INSERT INTO figure_days (brand, day, platform, language, label, date_from, spam, copy, backlog, mentions, engagement, engagement_known, authors, version, deleted)
WITH (SELECT max(version) + 1 FROM figure_days WHERE (brand, day) IN days) AS next
SELECT
    brand, day, platform, language, label, date_from, spam, copy, backlog,
    sum(n),
    sum(ifNull(engagement, 0)),
    count(engagement),
    uniqExactIfState(author, author != 0),
    next,
    sum(n) = 0
FROM
(
    SELECT brand, day, platform, language, label, date_from, spam, original_id != '' AS copy, backlog, toUInt64(1) AS n, engagement, author
    FROM mentions FINAL
    WHERE (brand, day) IN days
    UNION ALL
    SELECT brand, day, platform, language, label, date_from, spam, copy, backlog, toUInt64(0) AS n, NULL::Nullable(Int64) AS engagement, toUInt64(0) AS author
    FROM figure_days FINAL
    WHERE (brand, day) IN days
)
GROUP BY brand, day, platform, language, label, date_from, spam, copy, backlog
