package date

// zones are the names of zones, folded, with their offsets in minutes: those of
// RFC 822 (5.1), those of the time zone database, and their names written out.
// Where a name stands for several zones, it is the one of most of those who
// write it:
//
//	IST  India, not Ireland or Israel      BST  British summer, not Bangladesh
//	CST  central America, not China        AST  Atlantic, not Arabia
//	PST  Pacific, not the Philippines      GST  Gulf, not South Georgia
//	EST  eastern America, not Australia    AMT  Amazon, not Armenia
//	ECT  Ecuador, not the Caribbean        SST  Samoa, not Singapore
//	BDT  Bangladesh, not Brunei            ACT  Acre, not central Australia
//	MST  Mountain, not Malaysia            COST Colombia's summer
//
// WST, which is Western Australia in some texts and Samoa in others, is not
// known. localZones says otherwise where the language of the text is known.
var zones = foldedKeys(map[string]int{
	"aoe": -720, "bit": -720,
	"sst": -660, "nut": -660,
	"hst": -600, "ckt": -600, "taht": -600,
	"mart": -570,
	"akst": -540, "hdt": -540, "gamt": -540,
	"pst": -480, "akdt": -480, "hnp": -480, "pit": -480,
	"mst": -420, "pdt": -420, "hnr": -420, "hap": -420,
	"cst": -360, "mdt": -360, "hnc": -360, "har": -360, "galt": -360, "east": -360,
	"est": -300, "cdt": -300, "cot": -300, "pet": -300, "ect": -300, "act": -300, "hne": -300, "hac": -300, "easst": -300, "cist": -300,
	"ast": -240, "amt": -240, "bot": -240, "vet": -240, "gyt": -240, "clt": -240, "edt": -240, "hae": -240, "hna": -240, "cost": -240, "fkt": -240,
	"nst": -210,
	"brt": -180, "art": -180, "uyt": -180, "pyst": -180, "pyt": -180, "gft": -180, "srt": -180, "clst": -180, "adt": -180, "rott": -180, "fkst": -180, "wgt": -180, "pmst": -180,
	"ndt": -150,
	"fnt": -120, "uyst": -120, "brst": -120, "pmdt": -120, "wgst": -120,
	"azot": -60, "cvt": -60, "egt": -60,
	"utc": 0, "gmt": 0, "ut": 0, "z": 0, "zulu": 0, "wet": 0, "azost": 0, "egst": 0,
	"west": 60, "cet": 60, "met": 60, "mez": 60, "bst": 60, "wat": 60, "hnec": 60,
	"cest": 120, "mest": 120, "mesz": 120, "eet": 120, "cat": 120, "sast": 120, "haec": 120, "wast": 120,
	"eest": 180, "msk": 180, "мск": 180, "eat": 180, "trt": 180, "fet": 180, "idt": 180, "syot": 180,
	"irst": 210,
	"msd":  240, "gst": 240, "azt": 240, "get": 240, "mut": 240, "ret": 240, "sct": 240, "samt": 240,
	"irdt": 270, "aft": 270,
	"pkt": 300, "uzt": 300, "tmt": 300, "tjt": 300, "mvt": 300, "yekt": 300, "екб": 300, "almt": 300, "qyzt": 300, "orat": 300, "tft": 300, "aqtt": 300, "azst": 300,
	"ist": 330, "slst": 330,
	"npt": 345,
	"bdt": 360, "btt": 360, "omst": 360, "kgt": 360, "iot": 360, "yekst": 360,
	"mmt": 390, "cct": 390,
	"ict": 420, "wib": 420, "krat": 420, "novt": 420, "hovt": 420, "cxt": 420, "davt": 420,
	"hkt": 480, "sgt": 480, "myt": 480, "pht": 480, "phst": 480, "awst": 480, "wita": 480, "irkt": 480, "bnt": 480, "ulat": 480, "chot": 480, "cnst": 480,
	"acwst": 525,
	"kst":   540, "jst": 540, "wit": 540, "yakt": 540, "tlt": 540, "pwt": 540,
	"acst": 570,
	"aest": 600, "chst": 600, "vlat": 600, "pgt": 600, "chut": 600, "ddut": 600,
	"acdt": 630, "lhst": 630,
	"aedt": 660, "nct": 660, "sbt": 660, "vut": 660, "magt": 660, "sret": 660, "sakt": 660, "kost": 660, "pont": 660, "lhdt": 660, "nft": 660,
	"nzst": 720, "fjt": 720, "mht": 720, "tvt": 720, "gilt": 720, "wakt": 720, "wft": 720, "pett": 720, "anat": 720, "nrt": 720,
	"chast": 765,
	"nzdt":  780, "tot": 780, "phot": 780, "fjst": 780, "tkt": 780,
	"chadt": 825,
	"lint":  840,

	"hawaii standard time":             -600,
	"alaska standard time":             -540,
	"pacific standard time":            -480,
	"alaska daylight time":             -480,
	"pacific daylight time":            -420,
	"mountain standard time":           -420,
	"mountain daylight time":           -360,
	"central standard time":            -360,
	"central daylight time":            -300,
	"eastern standard time":            -300,
	"eastern daylight time":            -240,
	"atlantic standard time":           -240,
	"newfoundland standard time":       -210,
	"atlantic daylight time":           -180,
	"brasilia standard time":           -180,
	"argentina standard time":          -180,
	"newfoundland daylight time":       -150,
	"greenwich mean time":              0,
	"coordinated universal time":       0,
	"western european time":            0,
	"british summer time":              60,
	"irish standard time":              60,
	"western european summer time":     60,
	"central european time":            60,
	"central european standard time":   60,
	"west africa standard time":        60,
	"mitteleuropaische zeit":           60,
	"central european summer time":     120,
	"eastern european time":            120,
	"eastern european standard time":   120,
	"south africa standard time":       120,
	"mitteleuropaische sommerzeit":     120,
	"eastern european summer time":     180,
	"moscow standard time":             180,
	"moscow time":                      180,
	"east africa time":                 180,
	"turkiye saati":                    180,
	"по москве":                        180,
	"московское время":                 180,
	"gulf standard time":               240,
	"pakistan standard time":           300,
	"india standard time":              330,
	"indian standard time":             330,
	"bangladesh standard time":         360,
	"indochina time":                   420,
	"western indonesia time":           420,
	"china standard time":              480,
	"beijing time":                     480,
	"北京时间":                             480,
	"北京時間":                             480,
	"hong kong standard time":          480,
	"singapore standard time":          480,
	"singapore time":                   480,
	"philippine standard time":         480,
	"taipei standard time":             480,
	"australian western standard time": 480,
	"korean standard time":             540,
	"korea standard time":              540,
	"japan standard time":              540,
	"日本時間":                             540,
	"한국시간":                             540,
	"australian central standard time": 570,
	"australian eastern standard time": 600,
	"australian central daylight time": 630,
	"australian eastern daylight time": 660,
	"new zealand standard time":        720,
	"new zealand daylight time":        780,
})

// localZones are names that stand for another zone in a language.
var localZones = map[string]int{
	"zh cst": 480, "hy amt": 240, "he ist": 120, "ar ast": 180, "fil pst": 480, "ga ist": 60, "ms mst": 480,
}

// generalZones are names that leave open whether it is summer, with a place that
// keeps the time they stand for.
var generalZones = map[string]string{
	"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
	"eastern time": "America/New_York", "central time": "America/Chicago", "mountain time": "America/Denver", "pacific time": "America/Los_Angeles",
	"uk time": "Europe/London", "heure de paris": "Europe/Paris", "hora peninsular": "Europe/Madrid", "ora italiana": "Europe/Rome",
}
