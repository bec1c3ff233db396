-- The analyses of what posts_in_order.sql reads, in the same way and order.
SELECT line
FROM
(
    SELECT created_at, platform, id, formatRow('RowBinary', /*analysis columns*/) AS line
    FROM analyses FINAL
    PREWHERE /*identity*/ IN
    (
        SELECT /*identity*/
        FROM mentions FINAL
        WHERE
            /*filter*/
    )
    WHERE (NOT {after:Bool} OR (created_at, platform, id) > (fromUnixTimestamp64Micro({after_time:Int64}, 'UTC'), {after_platform:String}, {after_id:String}))
)
ORDER BY created_at, platform, id
SETTINGS
    query_plan_execute_functions_after_sorting = 0, max_bytes_before_external_sort = 134217728, max_bytes_ratio_before_external_sort = 0,
    prefer_external_sort_block_bytes = 2097152, max_block_size = 8192
