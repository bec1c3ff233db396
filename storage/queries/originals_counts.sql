-- How many pictures have their original, and of how many only the thumbnail is kept.
SELECT countIf(kept), countIf(NOT kept)
FROM
(
    SELECT sha256, countIf(toUnixTimestamp64Micro(let_go_at) = 0) > 0 AS kept
    FROM media FINAL
    WHERE state = 'ready' AND sha256 != ''
    GROUP BY sha256
)
