-- Counts the posts of some days by the version that analysed them, each post once.
-- Mentions that were stored before these said it are looked up in analyses.
SELECT analyzer, day, count(), countIf(undoubted)
FROM
(
    SELECT
        day,
        if(noted = '?', ifNull(found.analyzer, ''), noted) AS analyzer,
        if(noted = '?', ifNull(found.undoubted, 0), noted_undoubted) AS undoubted
    FROM
    (
        SELECT day, platform::String AS platform, id, any(analyzer)::String AS noted, any(mentions.undoubted) AS noted_undoubted
        FROM mentions FINAL
        WHERE day IN (SELECT day FROM days)
        GROUP BY day, platform, id
    ) AS counted
    LEFT ANY JOIN
    (
        SELECT platform::String AS platform, id, analyzer::String AS analyzer, label != '' AND sure_from = 0 AS undoubted
        FROM analyses FINAL
        PREWHERE (platform, id) IN (SELECT platform, id FROM mentions WHERE day IN (SELECT day FROM days) AND analyzer = '?')
    ) AS found USING (platform, id)
)
WHERE analyzer != ''
GROUP BY analyzer, day
ORDER BY analyzer, day
