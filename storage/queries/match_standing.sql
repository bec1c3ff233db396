-- Which of some mentions are as a query asks in the state that stands.
SELECT brand, day, platform, id
FROM mentions FINAL
WHERE
    (brand, day, platform, id) IN mentioned
    /*search*/
