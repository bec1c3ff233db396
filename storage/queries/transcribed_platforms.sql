-- The platforms of which posts with a transcript are stored.
SELECT DISTINCT platform::String
FROM posts
WHERE transcript != ''
ORDER BY platform
