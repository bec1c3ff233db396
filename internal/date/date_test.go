package date_test

import (
	"errors"
	"testing"
	"time"

	"earshot/internal/date"
)

// readAll reads each of cases and compares what came out with RFC 3339.
func readAll(t *testing.T, o date.Options, cases [][2]string) {
	t.Helper()
	for _, c := range cases {
		got, err := date.Read(c[0], o)
		if err != nil {
			t.Errorf("Read(%q): %v; want %s", c[0], err, c[1])
			continue
		}
		if s := got.Time.Format(time.RFC3339Nano); s != c[1] {
			t.Errorf("Read(%q) = %s, want %s", c[0], s, c[1])
		}
	}
}

func TestMachineForms(t *testing.T) {
	readAll(t, date.Options{}, [][2]string{
		{"2026-03-04T05:06:07Z", "2026-03-04T05:06:07Z"},
		{"2026-03-04T05:06:07.250+0200", "2026-03-04T03:06:07.25Z"},
		{"2026-03-04T05:06:07EET", "2026-03-04T03:06:07Z"},
		{"2026-03-04T05:06:07+02", "2026-03-04T03:06:07Z"},
		{"2026-03-04 05:06:07+08", "2026-03-03T21:06:07Z"},
		{"2026-03-04 05:06:07 +08:00", "2026-03-03T21:06:07Z"},
		{"2026-03-04 05:06:07 +8", "2026-03-03T21:06:07Z"},
		{"2026-03-04 05:06:07.000000", "2026-03-04T05:06:07Z"},
		{"2026-03-04 05:06:07,123", "2026-03-04T05:06:07.123Z"},
		{"2026-03-04 05:06 +0800", "2026-03-03T21:06:00Z"},
		{"2026-03-04 05:06:07 UTC+05:30", "2026-03-03T23:36:07Z"},
		{"2026-03-04 05:06 (GMT+7)", "2026-03-03T22:06:00Z"},
		{"2026-03-04T05:06:07.000+02:00[Europe/Berlin]", "2026-03-04T03:06:07Z"},
		{"2026-07-04 05:06 America/Argentina/Buenos_Aires", "2026-07-04T08:06:00Z"},
		{"2026-3-4T5:06:07Z", "2026-03-04T05:06:07Z"},
		{"2026-03-04", "2026-03-04T00:00:00Z"},
		{"2026-03-04+02:00", "2026-03-03T22:00:00Z"},
		{"2026-03-04-07:00", "2026-03-04T07:00:00Z"},
		{"2026-03-04 -0700", "2026-03-04T07:00:00Z"},
		{"2026/3/4 05:06", "2026-03-04T05:06:00Z"},
		{"20260304", "2026-03-04T00:00:00Z"},
		{"20260304T050607Z", "2026-03-04T05:06:07Z"},
		{"20260304T0506+0200", "2026-03-04T03:06:00Z"},
		{"20260304050607", "2026-03-04T05:06:07Z"},
		{"1772600767", "2026-03-04T05:06:07Z"},
		{"1772600767000", "2026-03-04T05:06:07Z"},
		{"1772600767000000", "2026-03-04T05:06:07Z"},
		{"1772600767.5", "2026-03-04T05:06:07.5Z"},
		{"Wed, 04 Mar 2026 05:06:07 GMT", "2026-03-04T05:06:07Z"},
		{"Wed, 04 Mar 2026 05:06:07 -0000", "2026-03-04T05:06:07Z"},
		{"Wed,04 Mar 2026 05:06:07 +0000", "2026-03-04T05:06:07Z"},
		{"Wed, 04 Mar 2026 24:00:00 GMT", "2026-03-05T00:00:00Z"},
		{"Wed, Mar 04 2026 05:06:07 +0100", "2026-03-04T04:06:07Z"},
		{"Wednesday, 04-Mar-26 05:06:07 UTC", "2026-03-04T05:06:07Z"},
		{"Wed Mar 04 05:06:07 +0000 2026", "2026-03-04T05:06:07Z"},
		{"Wed Mar  4 05:06:07 PST 2026", "2026-03-04T13:06:07Z"},
		{"Wed Mar 04 2026 05:06:07 GMT+0800 (China Standard Time)", "2026-03-03T21:06:07Z"},
		{"Wed Mar 04 2026 05:06:07 GMT-0330 (heure normale de Terre-Neuve)", "2026-03-04T08:36:07Z"},
		{"04/Mar/2026:05:06:07 +0000", "2026-03-04T05:06:07Z"},
		{"04-Mar-2026 05:06AM", "2026-03-04T05:06:00Z"},
		{"\u200e2026-03-04\u00a005:06\u200f", "2026-03-04T05:06:00Z"},
	})
}

func TestPartsOfTheDay(t *testing.T) {
	readAll(t, date.Options{}, [][2]string{
		{"May 4, 2026 5:06 pm", "2026-05-04T17:06:00Z"},
		{"May 4, 2026, 3:05 p.m.", "2026-05-04T15:05:00Z"},
		{"May 4, 2026 at 3:05 p.m. EDT", "2026-05-04T19:05:00Z"},
		{"4 de mayo de 2026, 3:05 p. m.", "2026-05-04T15:05:00Z"},
		{"May 4, 2026 12:05 a.m.", "2026-05-04T00:05:00Z"},
		{"May 4, 2026 12 pm", "2026-05-04T12:00:00Z"},
		{"May 4, 2026 3PM ET", "2026-05-04T19:00:00Z"},
		{"Mon, 04 May 2026 10:00 AM EST", "2026-05-04T15:00:00Z"},
		{"2026年5月4日 下午3:05", "2026-05-04T15:05:00Z"},
		{"2026年5月4日下午3时05分", "2026-05-04T15:05:00Z"},
		{"2026年5月4日 上午12:05", "2026-05-04T00:05:00Z"},
		{"2026年5月4日 凌晨1:05", "2026-05-04T01:05:00Z"},
		{"2026年5月4日 中午1:05", "2026-05-04T13:05:00Z"},
		{"2026年5月4日 晚上8:05", "2026-05-04T20:05:00Z"},
		{"2026年5月4日 晚上12:05", "2026-05-05T00:05:00Z"},
		{"二〇二六年五月十四日 15:05", "2026-05-14T15:05:00Z"},
		{"2026年5月4日(月) 午後3時05分", "2026-05-04T15:05:00Z"},
		{"2026年5月4日 15時05分30秒", "2026-05-04T15:05:30Z"},
		{"令和8年5月4日", "2026-05-04T00:00:00Z"},
		{"民國115年5月4日", "2026-05-04T00:00:00Z"},
		{"2026. 5. 4. 오후 3:05", "2026-05-04T15:05:00Z"},
		{"2026년 5월 4일 월요일 오후 3시 5분", "2026-05-04T15:05:00Z"},
		{"2026.05.04 PM 3:05", "2026-05-04T15:05:00Z"},
		{"04/05/2026 3:05 CH, Thứ Hai", "2026-05-04T15:05:00Z"},
		{"4 مايو 2026 3:05 م", "2026-05-04T15:05:00Z"},
		{"4 Μαΐου 2026, 3:05 μ.μ.", "2026-05-04T15:05:00Z"},
		{"2026. május 4. du. 3:05", "2026-05-04T15:05:00Z"},
	})
}

func TestLanguages(t *testing.T) {
	const day, clock = "2026-05-04T00:00:00Z", "2026-05-04T10:05:00Z"
	readAll(t, date.Options{}, [][2]string{
		{"4th May 2026", day}, {"May 4th, 2026", day}, {"Monday the 4th of May, 2026 at 10:05", clock},
		{"1er mai 2026", "2026-05-01T00:00:00Z"}, {"lun. 4 mai 2026 10h05", clock}, {"4 août 2026 à 10 h 05", "2026-08-04T10:05:00Z"}, {"4 fév. 2026", "2026-02-04T00:00:00Z"},
		{"4. Mai 2026, 10:05 Uhr", clock}, {"Montag, den 4. Mai 2026 um 10.05 Uhr", clock}, {"4. Jänner 2026", "2026-01-04T00:00:00Z"}, {"04.05.2026, 10:05 Uhr", clock}, {"4.5.2026 10:05", clock}, {"04.05.26", day},
		{"lunes, 4 de mayo de 2026", day}, {"4 ago 2026", "2026-08-04T00:00:00Z"}, {"1.º de maio de 2026", "2026-05-01T00:00:00Z"}, {"4 de março de 2026 às 10h05", "2026-03-04T10:05:00Z"},
		{"4 maggio 2026, ore 10.05", clock}, {"mar 3 mar 2026", "2026-03-03T00:00:00Z"}, {"4 de maig de 2026", day}, {"4 mai 2026, ora 10:05", clock},
		{"4 mei 2026 om 10:05 uur", clock}, {"4 mrt 2026", "2026-03-04T00:00:00Z"}, {"4 maj 2026 kl. 10.05", clock}, {"den 4 maj 2026", day}, {"4. mai 2026 kl. 10:05", clock}, {"4. toukokuuta 2026 klo 10.05", clock}, {"4. mai 2026 10:05", clock},
		{"4 maja 2026, godz. 10:05", clock}, {"4. května 2026 10:05", clock}, {"4. mája 2026", day}, {"4. svibnja 2026.", day}, {"2026. május 4.", day}, {"2026 m. gegužės 4 d.", day}, {"2026. gada 4. maijs", day},
		{"4 мая 2026 г., 10:05", clock}, {"4 мая 2026 в 10:05 МСК", "2026-05-04T07:05:00Z"}, {"4 травня 2026 року", day}, {"4 май 2026 г.", day}, {"4 маја 2026", day},
		{"Δευτέρα 4 Μαΐου 2026", day}, {"4 Mayıs 2026 Pazartesi 10:05", clock}, {"4 MAYIS 2026", day}, {"4 KASIM 2026", "2026-11-04T00:00:00Z"},
		{"4 مايو 2026", day}, {"٤ مايو ٢٠٢٦ ١٠:٠٥", clock}, {"4 أيار 2026", day}, {"4 במאי 2026", day}, {"۱۴ اردیبهشت ۱۴۰۵", day}, {"1405/02/14", day}, {"4 مهٔ 2026", day},
		{"४ मई २०२६", day}, {"4 मई 2026 10:05", clock}, {"４ Ｍａｙ ２０２６", day}, {"4 พ.ค. 2569 10:05", clock}, {"วันจันทร์ที่ 4 พฤษภาคม พ.ศ. 2569 เวลา 10.05 น.", clock},
		{"Thứ Hai, 04/05/2026 10:05", clock}, {"Ngày 4 tháng 5 năm 2026, 10:05", clock}, {"4 Tháng Năm, 2026", day}, {"4 Mei 2026 10:05 WIB", "2026-05-04T03:05:00Z"}, {"Senin, 4 Mei 2026 10.05", clock},
	})
}

func TestOptions(t *testing.T) {
	shanghai, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	readAll(t, date.Options{Zone: shanghai}, [][2]string{{"2026-05-04 10:00", "2026-05-04T02:00:00Z"}, {"2026-05-04 10:00 EST", "2026-05-04T15:00:00Z"}, {"20260504100000", "2026-05-04T02:00:00Z"}})
	readAll(t, date.Options{Order: date.DayFirst}, [][2]string{{"3/4/2026", "2026-04-03T00:00:00Z"}, {"3-4-26", "2026-04-03T00:00:00Z"}})
	readAll(t, date.Options{Order: date.MonthFirst}, [][2]string{{"3/4/2026 3:05 pm", "2026-03-04T15:05:00Z"}})
	readAll(t, date.Options{Order: date.YearFirst}, [][2]string{{"26/03/04", "2026-03-04T00:00:00Z"}})
	readAll(t, date.Options{Language: "ko-KR"}, [][2]string{{"26.03.04", "2026-03-04T00:00:00Z"}})
	readAll(t, date.Options{Language: "de"}, [][2]string{{"3/4/2026", "2026-04-03T00:00:00Z"}})
	readAll(t, date.Options{Language: "en-US"}, [][2]string{{"3/4/2026", "2026-03-04T00:00:00Z"}, {"29/5/2026", "2026-05-29T00:00:00Z"}})
	readAll(t, date.Options{Language: "en_GB"}, [][2]string{{"3/4/2026", "2026-04-03T00:00:00Z"}})
	readAll(t, date.Options{Language: "pl"}, [][2]string{{"15 listopada 2026", "2026-11-15T00:00:00Z"}})
	readAll(t, date.Options{Language: "hr"}, [][2]string{{"15. listopada 2026.", "2026-10-15T00:00:00Z"}})
	readAll(t, date.Options{}, [][2]string{{"niedziela, 15 listopada 2026", "2026-11-15T00:00:00Z"}, {"Mon 05/04/2026", "2026-05-04T00:00:00Z"}})
	readAll(t, date.Options{Language: "zh-CN"}, [][2]string{{"Mon May 04 10:00:00 CST 2026", "2026-05-04T02:00:00Z"}})
	readAll(t, date.Options{Serial: true}, [][2]string{{"46146", "2026-05-04T00:00:00Z"}, {"46146.4166666667", "2026-05-04T10:00:00Z"}})
}

func TestRelative(t *testing.T) {
	o := date.Options{Reference: time.Date(2026, 5, 4, 10, 0, 0, 0, time.UTC)}
	readAll(t, o, [][2]string{
		{"3 hours ago", "2026-05-04T07:00:00Z"}, {"an hour ago", "2026-05-04T09:00:00Z"}, {"5m ago", "2026-05-04T09:55:00Z"}, {"just now", "2026-05-04T10:00:00Z"},
		{"3小时前", "2026-05-04T07:00:00Z"}, {"3 分钟前", "2026-05-04T09:57:00Z"}, {"3時間前", "2026-05-04T07:00:00Z"}, {"3시간 전", "2026-05-04T07:00:00Z"},
		{"vor 3 Stunden", "2026-05-04T07:00:00Z"}, {"il y a 2 jours", "2026-05-02T10:00:00Z"}, {"hace 3 horas", "2026-05-04T07:00:00Z"}, {"3 часа назад", "2026-05-04T07:00:00Z"}, {"3 giờ trước", "2026-05-04T07:00:00Z"},
		{"yesterday", "2026-05-03T00:00:00Z"}, {"Yesterday at 15:05", "2026-05-03T15:05:00Z"}, {"昨天 15:05", "2026-05-03T15:05:00Z"}, {"今天 下午3:05", "2026-05-04T15:05:00Z"},
		{"5月3日 15:05", "2026-05-03T15:05:00Z"}, {"24 December", "2025-12-24T00:00:00Z"},
	})
	if _, err := date.Read("3 hours ago", date.Options{}); !errors.Is(err, date.ErrUnreadable) {
		t.Errorf("a relative date without a reference: %v", err)
	}
}

func TestWhatIsStated(t *testing.T) {
	for text, want := range map[string][2]bool{
		"2026-05-04": {}, "4 May 2026 10:00": {true, false}, "4 May 2026 10:00 IST": {true, true}, "1772600767": {true, true}, "2026-05-04T10:00:00Z": {true, true},
	} {
		got, err := date.Read(text, date.Options{})
		if err != nil || got.HasClock != want[0] || got.HasZone != want[1] {
			t.Errorf("Read(%q) = %+v, %v; want clock and zone %v", text, got, err, want)
		}
	}
}

func TestRefused(t *testing.T) {
	for text, want := range map[string]error{
		"": date.ErrEmpty, " \u200b ": date.ErrEmpty,
		"Mon, 04 May 2026 10:00:00 QQT": date.ErrZone, "2026-05-04 10:00 XYZ": date.ErrZone, "Mon, 04 May 2026 10:00:00 WST": date.ErrZone,
		"03/04/2026": date.ErrAmbiguous, "4/5/26 10:00": date.ErrAmbiguous, "3-4-2026": date.ErrAmbiguous, "15 listopada 2026": date.ErrAmbiguous,
		"hier soir": date.ErrUnreadable, "yesterday": date.ErrUnreadable, "0001-01-01": date.ErrUnreadable, "0001-01-01T00:00:00Z": date.ErrUnreadable, "1970-01-01T00:00:00Z": date.ErrUnreadable, "0000-00-00 00:00:00": date.ErrUnreadable,
		"31 April 2026": date.ErrUnreadable, "29 February 2026": date.ErrUnreadable, "2026-13-04": date.ErrUnreadable, "4 May": date.ErrUnreadable, "May 2026": date.ErrUnreadable, "2026": date.ErrUnreadable,
		"4 May 2026 25:00": date.ErrUnreadable, "4 May 2026 10:61": date.ErrUnreadable, "15:05 am 4 May 2026": date.ErrUnreadable, "4 May 2026 to 8 June 2026": date.ErrUnreadable, "4 May 2026 10:00 12:00": date.ErrUnreadable,
		"the best coffee of 4 May 2026": date.ErrUnreadable, "46146": date.ErrUnreadable, "12345": date.ErrUnreadable, "2569-05-04": date.ErrUnreadable,
	} {
		if got, err := date.Read(text, date.Options{}); !errors.Is(err, want) {
			t.Errorf("Read(%q) = %v, %v; want %v", text, got.Time, err, want)
		}
	}
	if _, err := date.Read("29/05/2026", date.Options{Order: date.MonthFirst}); !errors.Is(err, date.ErrUnreadable) {
		t.Errorf("a day first date where months come first: %v", err)
	}
	_, err := date.Read("Mon, 04 May 2026 10:00:00 QQT", date.Options{})
	if want := `the date "Mon, 04 May 2026 10:00:00 QQT" names a time zone that is not known: "QQT"`; err == nil || err.Error() != want {
		t.Errorf("the error is %q, want %q", err, want)
	}
}

func TestFromURL(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.example/2026/03/04/title": "2026-03-04", "https://a.example/20260304/1": "2026-03-04",
		"https://a.example/2026/04/31/x": "", "https://a.example/p/2026": "",
	} {
		got, ok := date.FromURL(in)
		if ok != (want != "") || ok && got.Format(time.DateOnly) != want {
			t.Errorf("InAddress(%q) = %s, %t; want %q", in, got, ok, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"2026年3月4日 05:06", "Wed, 04 Mar 2026 05:06:07 GMT+8 (x)", "4 พ.ค. 2569 10:05 น.", "a. m. p. m. 4th", "3 hours ago", "۱۴ اردیبهشت ۱۴۰۵", "20260304T050607Z", "+-:/[]()"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, s string, known bool) {
		o := date.Options{}
		if known {
			o = date.Options{Reference: time.Date(2026, 5, 4, 10, 0, 0, 0, time.UTC), Language: "hu", Order: date.DayFirst, Serial: true}
		}
		got, err := date.Read(s, o)
		var fault *date.Error
		if err != nil && !errors.As(err, &fault) {
			t.Errorf("Read(%q) has an error of another type: %v", s, err)
		}
		if err == nil && (got.Time.Location() != time.UTC || got.Time.Year() < 1970 || got.Time.Year() > 2199) {
			t.Errorf("Read(%q) = %v", s, got)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		for _, s := range []string{"2026-05-04 10:00:00", "Mon, 04 May 2026 10:00:00 EDT", "2026年5月4日 下午3:05"} {
			if _, err := date.Read(s, date.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	}
}
