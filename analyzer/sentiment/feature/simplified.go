package feature

// traditional and simplified hold, index by index, common characters of opinions
// and trade in the two ways of writing Chinese. The table is part of the model's
// features; package query has the complete one.
const (
	traditional = "愛礙罷備筆畢邊變標別補財參殘慘層產長嘗場塵稱懲齒蟲醜處觸傳創純辭錯達帶單擔導燈敵遞點電頓奪惡兒發罰煩飯飛廢費憤豐風瘋負復該趕剛個給夠購顧關觀慣貴國過還漢號壞歡換貨機極級計記際價堅檢簡見薦將獎講醬膠腳結節緊進驚淨競舊舉劇覺絕開課寬虧來爛樂淚類離禮裡歷厲連臉練涼兩淩領劉龍樓亂論羅碼嗎買賣滿貓沒門夢麵滅難腦鬧內寧農諾歐盤賠騙貧憑評氣棄錢強親輕請窮區確讓熱認榮軟賽傘喪殺傷燒設聲勝師時實識試飾適釋書術樹數順說絲訴雖歲損態談嘆湯討題體條聽廳統頭圖團灣萬網為偉溫穩問臥務誤係鮮顯險現線鄉響項寫謝興兇許選學尋訊壓煙鹽顏嚴驗樣養藥業頁遺憶藝議億義陰銀飲應贏擁優憂遊郵與語預員圓遠願閱運雜贊賬這針鎮爭錚證隻織紙鐘種專轉賺裝狀準資總縱組鑽後幹髮質謊騷擾誇膩鹹暈嚇噁彈竊盜惱慮僅嚐腫慶績誠詐訂遲週"
	simplified  = "爱碍罢备笔毕边变标别补财参残惨层产长尝场尘称惩齿虫丑处触传创纯辞错达带单担导灯敌递点电顿夺恶儿发罚烦饭飞废费愤丰风疯负复该赶刚个给够购顾关观惯贵国过还汉号坏欢换货机极级计记际价坚检简见荐将奖讲酱胶脚结节紧进惊净竞旧举剧觉绝开课宽亏来烂乐泪类离礼里历厉连脸练凉两凌领刘龙楼乱论罗码吗买卖满猫没门梦面灭难脑闹内宁农诺欧盘赔骗贫凭评气弃钱强亲轻请穷区确让热认荣软赛伞丧杀伤烧设声胜师时实识试饰适释书术树数顺说丝诉虽岁损态谈叹汤讨题体条听厅统头图团湾万网为伟温稳问卧务误系鲜显险现线乡响项写谢兴凶许选学寻讯压烟盐颜严验样养药业页遗忆艺议亿义阴银饮应赢拥优忧游邮与语预员圆远愿阅运杂赞账这针镇争铮证只织纸钟种专转赚装状准资总纵组钻后干发质谎骚扰夸腻咸晕吓恶弹窃盗恼虑仅尝肿庆绩诚诈订迟周"
)

// toSimplified is indexed by the distance from U+4E00; 0 means unchanged.
var toSimplified = func() (table [0x5200]uint16) {
	to := []rune(simplified)
	for i, r := range []rune(traditional) {
		table[r-0x4e00] = uint16(to[i])
	}
	return table
}()

func simplify(r rune) rune {
	if s := toSimplified[r-0x4e00]; s != 0 {
		return rune(s)
	}
	return r
}
