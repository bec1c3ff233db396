package main

// script is what the pictures of one way of writing are made of.
type script struct {
	name string
	// fonts are where Debian packages put fonts that have its letters.
	fonts []string
	// tesseract is the language tesseract reads it by.
	tesseract string
	// blank stands between its words; upper-case letters are letters of memes.
	blank string
	words []string
}

// scripts are six ways of writing, with words made up for shops and what is said of them.
func scripts() []script {
	dejavu := []string{
		"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
		"/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf", "/usr/share/fonts/truetype/dejavu/DejaVuSansCondensed.ttf", goFont,
	}
	return []script{
		{"Latin", dejavu, "eng", " ", []string{
			"Hollow", "Pine", "coffee", "roasters", "morning", "bakery", "flat", "white", "oat", "milk", "croissant", "total", "thank", "you",
			"open", "daily", "fresh", "bread", "summer", "sale", "bicycle", "repair", "delivery", "waited", "never", "again", "best", "price",
			"today", "queue", "battery", "charger", "refund", "ticket", "garden", "lemon", "cake", "window", "monday", "feeling",
		}},
		{"Cyrillic", dejavu, "rus", " ", []string{
			"кофейня", "утро", "пекарня", "молоко", "хлеб", "сегодня", "скидка", "итого", "спасибо", "доставка", "велосипед", "ремонт",
			"лучший", "цена", "очередь", "билет", "лимон", "пирог", "окно", "понедельник", "открыто", "ежедневно", "свежий", "батарея",
		}},
		{"Greek", dejavu, "ell", " ", []string{
			"καφές", "πρωί", "φούρνος", "γάλα", "ψωμί", "σήμερα", "έκπτωση", "σύνολο", "ευχαριστώ", "παράδοση", "ποδήλατο", "επισκευή",
			"καλύτερη", "τιμή", "ουρά", "εισιτήριο", "λεμόνι", "κέικ", "παράθυρο", "Δευτέρα", "ανοιχτά", "φρέσκο", "μπαταρία", "κήπος",
		}},
		{"Chinese", []string{"/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf"}, "chi_sim", "", []string{
			"咖啡", "早晨", "面包", "牛奶", "今天", "打折", "合计", "谢谢", "配送", "自行车", "修理", "最好", "价格", "排队", "车票", "柠檬",
			"蛋糕", "窗户", "星期一", "营业", "每天", "新鲜", "电池", "花园", "欢迎", "光临", "外卖", "退款", "充电", "老板",
		}},
		{"Japanese", []string{"/usr/share/fonts/opentype/ipafont-gothic/ipag.ttf", "/usr/share/fonts/opentype/ipafont-gothic/ipagp.ttf"}, "jpn", "", []string{
			"コーヒー", "おはよう", "パン屋", "牛乳", "今日", "割引", "合計", "ありがとう", "配達", "自転車", "修理", "最高", "値段", "行列", "切符",
			"レモン", "ケーキ", "窓", "月曜日", "営業中", "毎日", "新鮮", "電池", "庭", "いらっしゃい", "返金", "充電器", "おいしい",
		}},
		{"Korean", []string{"/usr/share/fonts/truetype/unfonts-core/UnDotum.ttf", "/usr/share/fonts/truetype/unfonts-core/UnBatang.ttf"}, "kor", " ", []string{
			"커피", "아침", "빵집", "우유", "오늘", "할인", "합계", "감사합니다", "배달", "자전거", "수리", "최고", "가격", "대기", "승차권",
			"레몬", "케이크", "창문", "월요일", "영업중", "매일", "신선한", "배터리", "정원", "어서오세요", "환불", "충전기", "맛있는",
		}},
	}
}
