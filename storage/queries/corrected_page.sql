SELECT DISTINCT platform, id
FROM corrections FINAL
WHERE label != '' AND (platform, id) > ({after_platform:String}, {after_id:String})
ORDER BY platform, id
LIMIT {limit:UInt64}
