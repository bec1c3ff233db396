-- The platforms of which posts are known by another identifier too: addresses that
-- begin with "id:PLATFORM:".
SELECT DISTINCT splitByChar(':', address)[2]
FROM addresses
WHERE address >= 'id:' AND address < 'id;'
