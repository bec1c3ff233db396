    day >= {from_day:Date} AND day <= {last_day:Date}
    AND created_at >= fromUnixTimestamp64Micro({from:Int64}, 'UTC')
    AND created_at < fromUnixTimestamp64Micro({to:Int64}, 'UTC')
    AND (brand != '' AND ({brand:String} = '' OR brand = {brand:String}) OR {unmatched:Bool} AND brand = '')
    AND (empty({platforms:Array(String)}) OR platform IN {platforms:Array(String)})
    AND (empty({languages:Array(String)}) OR language IN {languages:Array(String)})
    AND (empty({labels:Array(String)}) OR label IN {labels:Array(String)})
    AND (empty({sources:Array(String)}) OR source IN {sources:Array(String)})
    AND (empty({dates:Array(String)}) OR date_from IN {dates:Array(String)})
    /*readings*/
    AND (empty({pictorial:Array(String)}) OR hasAny(evidence, {pictorial:Array(String)}))
    AND (NOT {hide_spam:Bool} OR NOT spam)
    AND ({copies_id:String} = '' OR original_platform = {copies_platform:String} AND original_id = {copies_id:String})
    /*search*/
