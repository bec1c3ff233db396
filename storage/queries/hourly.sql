        day >= {first_hour_day:Date} AND day <= {end_hour_day:Date} AND day >= {filled:Date}
        AND (day < {first_day:Date} OR day >= {end_day:Date} OR day IN {split:Array(Date)})
