-- The labels that people gave to posts, or to single brands' mentions of them, and that
-- were not taken back.
SELECT platform, id, brand, label, confirmed, given_by, at
FROM corrections FINAL
WHERE label != '' AND (platform, id, brand) > ({after_platform:String}, {after_id:String}, {after_brand:String})
ORDER BY platform, id, brand
LIMIT {limit:UInt64}
