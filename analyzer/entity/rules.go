package entity

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// maxWords is the most words of a name.
const maxWords = 6

// connectors are lower-case words within names, by language: "Bank of England",
// "Ludwig van Beethoven", "Rio de Janeiro".
var connectors = map[string]map[string]bool{
	"en": setOf("of de la van von den bin al"), "de": setOf("von van zu"), "nl": setOf("van de der den ten ter"),
	"es": setOf("de del la los las"), "fr": setOf("de du des la d'"), "it": setOf("di del della dei degli d' da"), "pt": setOf("de do da dos das"),
}

// heads are common words that begin a name before a connector or an unlisted word:
// "Bank of England", "Lake Como", "Universidad de Chile".
var heads = setOf(`bank banco banque banca universität university universidad université università universidade lake mount mt saint st san santa santo são
	sainte fort port new north south east west royal king queen prince princess lord lady hotel hôtel restaurant restaurante ristorante café cafe club
	museum museo musée museu teatro theatre théâtre stadio stade estadio airport aeropuerto aéroport aeroporto río rio costa isla île isola
	ciudad villa castillo castello château plaza piazza place praça playa praia calle via rua rue avenida avenue boulevard torre tower bridge ministry ministerio
	ministère ministero ministério iglesia église chiesa igreja college institute instituto institut istituto radio gulf golfo golfe bay cape cap cabo
	república repubblica république republic united real atlético deportivo`)

// honorifics are before a name and no part of it.
var honorifics = setOf(`mr mrs ms miss sir herr frau herrn señor señora sr sra don doña monsieur madame mme mlle signor signora sig dott senhor senhora dom dona meneer mevrouw
	rev capt captain gen general col lt sgt pope papa president präsident presidente président chancellor kanzler kanzlerin bundeskanzler bundeskanzlerin minister ministro
	ministra ministre senator senatore governor uncle aunt tío tía tante onkel oncle zio zia tio tia coach judge detective officer prime familie família familia`)

// peerage are honorifics that are part of some names, not before a given name.
var peerage = setOf("king queen prince princess lord lady")

// legalForms are legal forms of companies; a capitalised word before one is a name.
var legalForms = setOf("inc ltd llc gmbh ag corp plc sa srl spa bv nv oy ab kg co")

// technical are acronyms and short words of technology and chats that are no names.
var technical = setOf(`mp3 mp4 usb sim sql html css api pdf gps vpn faq ceo cto cfo coo hr pr it vip mvp diy asap eta aka nsfw tv pc mac cd dvd vhs led lcd oled hdr ram rom ssd hdd
	cpu gpu gb mb tb kb kg km cm mm am pm gmt est pst cet utc id ai ki vr ar nft btc usd eur gbp atm bbq llc gmo dna hiv aids std adhd ptsd ocd iq gpa phd mba ba ma bsc msc rip goat fomo
	yolo tbt ootd bff tgif ftw nvm brb ttyl dm dms ps rt ama til op tmd qq ok lol lmao omg wtf smh idk imo imho tbh btw fyi ngl jk vs nr st str bzw usw nee ll sd ac dc ntsc pal biz lte wifi nfc
	live subs gran bien dios bruta out lbs ft oz www http https com xl xxl xs sm md max pro plus mini lite news sos sms mms url led qr tba tbd eod kpi roi b2b b2c seo sem cv ceo's nye bday wi-fi afaic i ii iii iv vi vii viii ix xi xii`)

// cues are, by language, finite verbs: an unlisted word that begins a sentence
// before one is a name, as a common noun has an article.
var cues = map[string]map[string]bool{
	"en": setOf("is was has had will does did can could should would isn't wasn't doesn't didn't won't hasn't can't ruined says said announced launched wants needs keeps makes made went sucks rocks buys bought sells charged lost deleted broke"),
	"de": setOf("ist war hat hatte wird wurde kann konnte macht will soll muss darf bleibt kommt geht schlägt verliert gewinnt kauft verkauft liefert antwortet nervt kostet erhöht öffnet eröffnet schließt schmeckt spielt verhandelt plant sucht"),
	"es": setOf("es era fue ha está tiene va puede vende perdió sigue sube cobra abre cierra despide dice"),
	"fr": setOf("est était a va n'est veut peut vend perd ouvre ferme augmente dit"),
	"it": setOf("è era ha va può vende perde apre chiude dice"),
	"pt": setOf("é era foi tem está vai pode perdeu vende abre fecha diz respondeu cobrou"),
	"nl": setOf("is was heeft had wordt werd kan levert gaat stopt komt wil moet"),
}

// hasInnerCapital reports a word with a capital inside, as names of products have
// them: "iPhone", "YouTube", "MediaMarkt". Words in mixed capitals ("SAVEtheDATE",
// "HUNGERrr") are none.
func hasInnerCapital(w string) bool {
	if length := utf8.RuneCountInString(w); length < 4 || length > 20 || w[0] <= '9' || strings.ContainsAny(w, ".&-'’") {
		return false
	}
	humps, run, tail, at := 0, 0, 0, 0
	for _, r := range w {
		tail++
		if unicode.IsUpper(r) {
			if run++; run > 1 {
				return false
			}
			if at > 0 {
				humps++
			}
			tail = 1
		} else {
			run = 0
		}
		at++
	}
	return humps >= 1 && humps <= 2 && tail >= 2 && (at > 4 || w[0] >= 'a')
}

func isAcronym(w string) bool {
	letters := 0
	for _, r := range w {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters >= 2
}

// isNumber reports a number of a name: "iPhone 15".
func isNumber(w string) bool {
	return len(w) <= 4 && strings.IndexFunc(w, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// spanishArticles are before nouns, and seldom before names.
var spanishArticles = setOf("el la los las un una unos unas del al mi tu su mis tus sus este esta ese esa nuestro nuestra qué")

// isRoman reports a Roman number of two characters or more, or V or X.
func isRoman(w string) bool {
	return (len(w) > 1 || w == "V" || w == "X") && strings.Trim(w, "IVX") == ""
}

// isYear reports a year of our time, which makes no name of the word before it.
func isYear(w string) bool {
	return len(w) == 4 && (strings.HasPrefix(w, "19") || strings.HasPrefix(w, "20"))
}

// isModel reports the number of a model, which begins with a capital: "S3", "XT-5".
func isModel(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return len(w) <= 6 && unicode.IsUpper(r) && strings.ContainsAny(w, "0123456789")
}
