-- What parts hold of the fingerprints of posts, whether it stands or not, and which of
-- the parts were still there. On a cluster, those of a name on all servers.
SELECT toString(tuple(_part/*, shard*/)), platform, id, created_at, version, fingerprint, original_platform, original_id
FROM analyses
WHERE _part IN {parts:Array(String)}
