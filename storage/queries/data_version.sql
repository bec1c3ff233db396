-- Changes with every insert of what figures, lists and pages are made of, whichever
-- process made it: block numbers only grow, in each partition. The rollups are left out:
-- what is read from them changes with the notes of what they lack. Such a note follows
-- what it is about, so that an answer found in between is not one of afterwards.
SELECT toString(cityHash64(groupArray((table, partition_id, block))))
FROM
(
    SELECT table, partition_id, max(max_block_number) AS block
    FROM system.parts
    WHERE database = currentDatabase() AND active
        AND table IN ('mentions', 'search', 'analyses', 'posts', 'media', 'places', 'crawl_runs', 'corrections', 'correction_history', 'opinions', 'addresses', 'dirty_days', 'dirty_source_days', 'reading_spans', 'captions', 'transcripts', 'held_posts', 'logo_answers', 'logo_examples', 'picture_families')
    GROUP BY table, partition_id/*, shard*/
    ORDER BY table, partition_id/*, shard*/
)
