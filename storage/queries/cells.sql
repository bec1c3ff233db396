    (empty({platforms:Array(String)}) OR platform IN {platforms:Array(String)})
    AND (empty({languages:Array(String)}) OR language IN {languages:Array(String)})
    AND (empty({labels:Array(String)}) OR label IN {labels:Array(String)})
    AND (empty({dates:Array(String)}) OR date_from IN {dates:Array(String)})
    AND (NOT {hide_spam:Bool} OR NOT spam)
    AND NOT backlog
