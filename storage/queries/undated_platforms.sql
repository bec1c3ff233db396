-- The platforms of which posts without a readable date are stored.
SELECT DISTINCT platform::String
FROM posts
WHERE date_from = 'seen'
ORDER BY platform
