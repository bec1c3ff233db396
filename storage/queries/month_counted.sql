-- When the rows that count for a month of a brand were counted; 0 for never.
SELECT max(version)
FROM reading_months
WHERE brand = {brand:String} AND month = {month:Date} AND slot = {slot:UInt8}
