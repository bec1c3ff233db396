SELECT platform, id
FROM search FINAL
WHERE scheme != {scheme:UInt16}
LIMIT {limit:UInt64}
