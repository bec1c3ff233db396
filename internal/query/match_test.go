package query

import (
	"fmt"
	"testing"
)

// queryCases is the language by example: a query, a text, and whether it matches.
var queryCases = []struct {
	query, text string
	want        bool
}{
	// Terms are whole words.
	{`coffee`, `I love coffee`, true},
	{`咖啡館`, `这家咖啡馆`, true},
	{`"头发"`, `頭髮很長`, true},
	{`#咖啡馆`, `好 #咖啡館`, true},
	{`#咖啡館`, `好 #咖啡`, false},
	{`coffee`, `I love coffees`, false},
	{`coffee`, `decoffeed`, false},
	{`coffee`, ``, false},
	{`coffee`, `COFFEE!!!`, true},
	{`coffee`, `(coffee)`, true},
	{`coffee`, `tea/coffee/milk`, true},
	{`coffee`, `coffee_lover`, true},
	{`coffee`, `coffee's great`, true},
	{`coffee`, `coffee’s great`, true},
	{`Coffee`, `coffee`, true},
	{`coffee`, `see https://coffee.example/menu`, true},
	{`7eleven`, `at 7Eleven now`, true},
	{`7eleven`, `at 7 eleven now`, false},
	{`42`, `the answer is 42.`, true},
	{`42`, `the answer is 421`, false},
	// Names with punctuation are phrases.
	{`coca-cola`, `Coca Cola`, true},
	{`coca-cola`, `coca-cola zero`, true},
	{`coca-cola`, `cola coca`, false},
	{`McDonald's`, `mcdonald’s fries`, true},
	{`AT&T`, `AT&T is down`, true},
	{`AT&T`, `at tee`, false},
	{`3.5`, `rated 3.5 stars`, true},
	// Signs that belong to a word.
	{`C#`, `My grade was a C at Brewline`, false},
	{`C#`, `C# and F#`, true},
	{`C#`, `Ｃ＃ 入門`, true},
	{`C#`, `the C♯ scale`, true},
	{`C#`, `用C#写`, true},
	{`C++`, `P.C. Richard & Son has a sale`, false},
	{`C++`, `Learning C++ at Brewline is fun`, true},
	{`C++`, `C++17, modern`, true},
	{`C++`, `C+ is a grade`, false},
	{`C+`, `C++ is no grade`, false},
	{`C+`, `a grade (C+)`, true},
	{`C`, `C++`, true},
	{`Canal+`, `Canal Street opens`, false},
	{`Canal+`, `Canal+ a gagné`, true},
	{`Canal+`, `le groupe Canal+.`, true},
	{`Canal+`, `https://example.com/?q=canal+street`, false},
	{`"Canal+ Sport"`, `sur Canal+ Sport`, true},
	{`"Canal+ Sport"`, `Canal Sport`, false},
	{`Disney+`, `Disney parks`, false},
	{`Disney+`, `"Disney+": new`, true},
	{`Disney+`, `Disney+上线`, true},
	{`disney`, `Disney+`, true},
	{`Disney＋`, `Disney+`, true},
	{`Yahoo!`, `yahoo is a shout`, false},
	{`Yahoo!`, `Yahoo! News`, true},
	{`Yahoo!`, `yahoo!!!`, true},
	{`yahoo`, `Yahoo! News`, true},
	{`"Yahoo! News"`, `Yahoo News`, false},
	{`"Yahoo! News"`, `on Yahoo!  News`, true},
	{`.NET`, `the net result`, false},
	{`.NET`, `we use .NET here`, true},
	{`.NET`, `see example.net and https://example.net`, false},
	{`.NET`, `wait...net`, false},
	{`.NET`, `用.NET开发`, true},
	{`ASP.NET`, `ASP.NET`, true},
	{`$AAPL`, `AAPL is up`, false},
	{`$AAPL`, `buy $aapl!`, true},
	{`aapl`, `buy $AAPL`, true},
	{`100%`, `100 people`, false},
	{`100%`, `zu 100 % sicher`, true},
	{`100%`, `100% Kaffee`, true},
	{`€5`, `for € 5 only`, true},
	{`5€`, `nur 5 €`, true},
	{`§218`, `der § 218 StGB`, true},
	{`§218`, `Zimmer 218`, false},
	{`R&D`, `Brewline R&D > everyone else`, true},
	{`R&D`, `in R & D`, true},
	{`"R & D"`, `in R&D`, true},
	{`R&D`, `R＆D`, true},
	{`R&D`, `r d`, false},
	{`R&D`, `R2&D2`, false},
	{`AT&T`, `at t-mobile`, false},
	{`H&M`, `H&M's sale`, true},
	{`H&M`, `h m`, false},
	{`"Johnson & Johnson"`, `Johnson&Johnson`, true},
	{`"Johnson & Johnson"`, `Johnson Johnson`, false},
	{`"& Other Stories"`, `H&M and & Other Stories`, true},
	{`"& Other Stories"`, `other stories`, false},
	{`&pizza`, `try &pizza`, true},
	{`"#1"`, `we are #1`, true},
	{`"#1"`, `we are 1`, false},
	{`"love #northwind"`, `love #northwind`, true},
	{`"love #northwind"`, `love northwind`, false},
	{`"C++ & C#"`, `C++ & C#`, true},
	{`"C++ & C#"`, `C & C`, false},
	{`me@x.example`, `write me@x.example`, true},
	{`me@x.example`, `me x example`, false},
	{`"canal+ ☕"`, `Canal+ ☕`, true},
	{`"canal+ ☕"`, `Canal ☕`, false},
	{`C# -C++`, `C# only`, true},
	{`C# -C++`, `C# and C++`, false},
	{`brewline NEAR/3 C++`, `Brewline loves C++`, true},
	{`brewline NEAR/3 C++`, `Brewline got a C`, false},
	{`McDonald's`, `mcdonalds`, false},
	{`Dr.`, `dr Oetker`, true},
	// AND, juxtaposition, OR, NOT and their precedence.
	{`coffee tea`, `tea and coffee`, true},
	{`coffee tea`, `coffee only`, false},
	{`coffee AND tea`, `tea, coffee`, true},
	{`coffee AND tea`, `tea`, false},
	{`coffee OR tea`, `tea`, true},
	{`coffee OR tea`, `milk`, false},
	{`coffee NOT decaf`, `coffee`, true},
	{`coffee NOT decaf`, `decaf coffee`, false},
	{`coffee AND NOT decaf`, `decaf coffee`, false},
	{`coffee -decaf`, `decaf coffee`, false},
	{`coffee -decaf`, `strong coffee`, true},
	{`coffee -"very bad"`, `very bad coffee`, false},
	{`coffee -"very bad"`, `bad coffee, very`, true},
	{`-decaf coffee`, `coffee`, true},
	{`a1 OR b1 c1`, `a1`, true},
	{`a1 OR b1 c1`, `b1`, false},
	{`a1 OR b1 c1`, `b1 c1`, true},
	{`(a1 OR b1) c1`, `a1`, false},
	{`(a1 OR b1) c1`, `a1 c1`, true},
	{`a1 AND b1 OR c1 AND d1`, `c1 d1`, true},
	{`a1 AND b1 OR c1 AND d1`, `a1 d1`, false},
	{`a1 AND (b1 OR c1) AND d1`, `a1 d1`, false},
	{`a1 AND (b1 OR c1) AND d1`, `a1 c1 d1`, true},
	{`a1 NOT b1 OR c1`, `b1 c1`, true},
	{`a1 NOT (b1 OR c1)`, `a1 c1`, false},
	{`a1 NOT b1 c1`, `a1 c1`, true},
	{`a1 NOT b1 c1`, `a1`, false},
	{`NOT NOT a1`, `a1`, true},
	{`a1 NOT NOT b1`, `a1`, false},
	{`a1 -(b1 c1)`, `a1 b1`, true},
	{`a1 -(b1 c1)`, `a1 b1 c1`, false},
	{`a1 (b1 OR NOT c1)`, `a1`, true},
	{`a1 (b1 OR NOT c1)`, `a1 c1`, false},
	{`(northwind OR "north wind coffee" OR #northwind) NOT airline`, `North Wind Coffee opens`, true},
	{`(northwind OR "north wind coffee" OR #northwind) NOT airline`, `Northwind airline`, false},
	// Lower-case operators are words.
	{`salt and pepper`, `salt pepper`, false},
	{`salt and pepper`, `pepper and salt`, true},
	{`to be or not`, `or not to be`, true},
	{`"AND"`, `this and that`, true},
	// Phrases, over punctuation, emoji and line breaks.
	{`"north wind"`, `the north wind blows`, true},
	{`"north wind"`, `wind north`, false},
	{`"north wind"`, `north, wind`, true},
	{`"north wind"`, "north\nwind", true},
	{`"north wind"`, "north...\r\n\r\n— wind", true},
	{`"north wind"`, `north-wind`, true},
	{`"north wind"`, `north ☕ wind`, true},
	{`"north wind"`, `north™ wind®`, true},
	{`"north wind"`, `northwind`, false},
	{`"north wind"`, `north by wind`, false},
	{`"north wind"`, `north north wind`, true},
	{`"north wind coffee"`, `north wind tea, north wind coffee`, true},
	{`"north, wind."`, `north wind`, true},
	{`“north wind”`, `north wind`, true},
	{`"it's good"`, `it’s good`, true},
	{`"roast* beans"`, `roasted beans`, true},
	{`"roast* beans"`, `roasted brown beans`, false},
	{`foo"north wind"`, `foo north wind`, true},
	// NEAR.
	{`battery NEAR/3 bad`, `the battery is very bad`, true},
	{`battery NEAR/2 bad`, `the battery is very bad`, false},
	{`battery NEAR/3 bad`, `bad, very bad battery`, true},
	{`bad NEAR/1 battery`, `bad battery`, true},
	{`bad NEAR/1 battery`, `bad old battery`, false},
	{`battery NEAR/5 battery`, `one battery`, false},
	{`battery NEAR/5 battery`, `battery to battery`, true},
	{`"customer service" NEAR/4 (awful OR "very slow")`, `Customer service here is very slow`, true},
	{`"customer service" NEAR/2 (awful OR "very slow")`, `Customer service here, today, is awful`, false},
	{`(a1 OR b1) NEAR/2 (c1 OR d1)`, `d1 x b1`, true},
	{`(a1 OR b1) NEAR/2 (c1 OR d1)`, `d1 x x b1`, false},
	{`a1 NEAR/2 b1 c1`, `a1 b1`, false},
	{`a1 NEAR/2 b1 OR c1`, `c1`, true},
	{`x1 NOT a1 NEAR/2 b1`, `x1 a1 z z z b1`, true},
	{`x1 NOT a1 NEAR/2 b1`, `x1 a1 b1`, false},
	{`coffee NEAR/2 ☕`, `coffee time ☕`, true},
	{`coffee NEAR/2 good`, `coffee ☕☕☕ is good`, true},
	{`brand* NEAR/2 fail*`, `branded goods failing`, true},
	{`"a1 b1" NEAR/1 "b1 c1"`, `a1 b1 c1`, false},
	// Wildcards.
	{`roast*`, `roasting`, true},
	{`roast*`, `roast`, true},
	{`roast*`, `unroasted`, false},
	{`organi?e`, `organise`, true},
	{`organi?e`, `organize`, true},
	{`organi?e`, `organie`, false},
	{`col*r`, `colour`, true},
	{`col*r`, `colours`, false},
	{`col*r*`, `colours`, true},
	{`caf?s`, `cafés`, true},
	{`what?`, `what`, true},
	{`what?`, `whats`, false},
	{`-roast* beans`, `roasted beans`, false},
	// Case, diacritics, full width, unseen characters.
	{`cafe`, `Café`, true},
	{`café`, `cafe`, true},
	{`café`, "cafe\u0301", true},
	{`CAFÉ`, `café`, true},
	{`naïve`, `naive`, true},
	{`strasse`, `Straße`, true},
	{`Straße`, `STRASSE`, true},
	{`smørrebrød`, `Smorrebrod`, true},
	{`Łódź`, `lodz`, true},
	{`İstanbul`, `istanbul`, true},
	{`Việt`, `viet`, true},
	{`œuvre`, `oeuvre`, true},
	{`starbucks`, `ＳＴＡＲＢＵＣＫＳ`, true},
	{`ＳＴＡＲＢＵＣＫＳ`, `Starbucks`, true},
	{`starbucks`, `𝐒𝐭𝐚𝐫𝐛𝐮𝐜𝐤𝐬`, true},
	{`starbucks`, `Ⓢⓣⓐⓡⓑⓤⓒⓚⓢ`, true},
	{`starbucks`, "star\u200bbucks", true},
	{`starbucks`, "s\u0336t\u0336a\u0336r\u0336b\u0336u\u0336c\u0336k\u0336s\u0336", true},
	{`starbucks`, "\u202estarbucks\u202c", true},
	{`первый`, `ПЕРВЫЙ`, true},
	{`ещё`, `еще`, true},
	{`σοφός`, `ΣΟΦΟΣ`, true},
	{`محمد`, `مُحَمَّد`, true},
	{`कॉफी`, `मुझे कॉफी पसंद है`, true},
	{`कॉफी`, `मुझे कॉफ पसंद है`, false},
	// Chinese, Japanese, Korean, Thai: no spaces needed.
	{`咖啡`, `我爱喝咖啡因为香`, true},
	{`咖啡`, `咖喱和啡`, false},
	{`咖啡`, `咖，啡`, false},
	{`咖啡 奶茶`, `奶茶比咖啡好`, true},
	{`咖啡 奶茶`, `只有咖啡`, false},
	{`"咖啡 奶茶"`, `咖啡、奶茶`, true},
	{`"咖啡 奶茶"`, `咖啡和奶茶`, false},
	{`咖啡 AND NOT 速溶`, `速溶咖啡`, false},
	{`咖啡 -速溶`, `手冲咖啡`, true},
	{`（星巴克 OR 瑞幸） 咖啡`, `瑞幸的咖啡不错`, true},
	{`星巴克 NEAR/4 难喝`, `星巴克真的难喝`, true},
	{`星巴克 NEAR/2 难喝`, `星巴克真的太难喝`, false},
	{`iPhone手机`, `新的 iPhone 手机`, true},
	{`iphone`, `我的iPhone坏了`, true},
	{`iphone 坏`, `我的ｉＰｈｏｎｅ坏了`, true},
	{`苹果手机`, `苹果的手机`, false},
	{`苹果*`, `买了苹果手机`, true},
	{`コーヒー`, `美味しいコーヒーを飲む`, true},
	{`コーヒー`, `ｺｰﾋｰが好き`, true},
	{`ガラス`, `ｶﾞﾗｽの靴`, true},
	{`が`, "か\u3099", true},
	{`ハイ`, `バイ`, false},
	{`삼성`, `삼성은 좋다`, true},
	{`กาแฟ`, `ฉันชอบกาแฟมาก`, true},
	{`「星巴克」`, `去星巴克`, true},
	// Emoji.
	{`☕`, `good morning ☕`, true},
	{`☕`, `good morning ☕️!`, true},
	{`❤️`, `love ❤`, true},
	{`😡`, `😡😡😡`, true},
	{`😡`, `😀`, false},
	{`👍`, `ok 👍🏽`, true},
	{`🇩🇪`, `go 🇩🇪!`, true},
	{`🇩🇪`, `🇦🇩🇪🇸`, false},
	{`👨‍👩‍👧`, `us: 👨‍👩‍👧`, true},
	{`coffee ☕`, `☕ and coffee`, true},
	{`"love ☕"`, `love☕`, true},
	// Hashtags and handles.
	{`#northwind`, `try #NorthWind now`, true},
	{`#northwind`, `try northwind now`, false},
	{`northwind`, `try #northwind`, true},
	{`#northwind`, `#northwinds`, false},
	{`#north*`, `#northwinds`, true},
	{`#northwind`, `＃northwind`, true},
	{`＃northwind`, `#northwind`, true},
	{`#café`, `#cafe`, true},
	{`#咖啡`, `今天#咖啡#很好`, true},
	{`#很好`, `今天#咖啡#很好`, false},
	{`#b1`, `#a1#b1`, true},
	{`#b1`, `x#b1`, false},
	{`#north_wind`, `#north_wind!`, true},
	{`#north`, `#north_wind`, false},
	{`@northwind`, `hey @NorthWind!`, true},
	{`@northwind`, `hey @northwind@example.social`, true},
	{`@northwind@example.social`, `hey @northwind@example.social.`, true},
	{`@northwind@example.social`, `hey @northwind`, false},
	{`@northwind`, `mail me@northwind.example`, false},
	{`@northwind`, `northwind`, false},
	{`@north*`, `cc @northwind`, true},
	{`has:link coffee`, `coffee https://example.com`, true},
	{`has:link coffee`, `coffee`, false},
}

func TestQueryMatchesText(t *testing.T) {
	for _, c := range queryCases {
		t.Run(fmt.Sprintf("%s in %s", c.query, c.text), func(t *testing.T) {
			q, err := Parse(c.query)
			if err != nil {
				t.Fatal(err)
			}
			d := NewDocument(Fields{Text: c.text})
			if got := q.Match(&d); got != c.want {
				t.Errorf("%s on %q: %v, want %v (normal form %s, folded %q)", c.query, c.text, got, c.want, q, FoldText(c.text))
			}
			d.indexAll()
			if got := q.Match(&d); got != c.want {
				t.Errorf("indexed: %s on %q: %v, want %v", c.query, c.text, got, c.want)
			}
			if c.want && !holdsKey(q, &d) {
				t.Errorf("%s matches %q, but none of its keys is there", c.query, c.text)
			}
			again, err := Parse(q.String())
			if err != nil || again.String() != q.String() {
				t.Errorf("normal form %q of %q: %q, %v", q, c.query, again, err)
			}
		})
	}
}

// holdsKey reports whether d contains one of the query's keys, or the query has
// none.
func holdsKey(q *Query, d *Document) bool {
	keys, ok := q.Keys(nil)
	if !ok {
		return true
	}
	held := false
	d.EachKey(func(k Key) {
		for _, want := range keys {
			if want.Kind == KeyPrefix {
				held = held || k.Kind == KeyWord && len(k.Text) >= len(want.Text) && k.Text[:len(want.Text)] == want.Text
			}
			held = held || k == want
		}
	})
	return held
}
