-- What is known of the pictures of what posts_in_order.sql reads, in the same order,
-- each after the identity of its post.
SELECT line
FROM
(
    SELECT created_at, platform, id, formatRow('RowBinary', created_at, platform, id, /*media columns*/) AS line
    FROM (SELECT /*media columns*/ FROM media FINAL) AS known
    INNER JOIN
    (
        SELECT created_at, platform, id, shown_url
        FROM posts FINAL
        ARRAY JOIN images.url AS shown_url
        PREWHERE /*identity*/ IN
        (
            SELECT /*identity*/
            FROM mentions FINAL
            WHERE
                /*filter*/
        )
        WHERE deleted = 0 AND (NOT {after:Bool} OR (created_at, platform, id) > (fromUnixTimestamp64Micro({after_time:Int64}, 'UTC'), {after_platform:String}, {after_id:String}))
    ) AS shown ON shown_url = url
)
ORDER BY created_at, platform, id
SETTINGS
    query_plan_execute_functions_after_sorting = 0, max_bytes_before_external_sort = 134217728, max_bytes_ratio_before_external_sort = 0,
    prefer_external_sort_block_bytes = 2097152, max_block_size = 8192
