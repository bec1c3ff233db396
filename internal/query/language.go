package query

import (
	"slices"
	"strings"
)

// languages are the codes of ISO 639-1.
const languages = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu " +
	"fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky " +
	"la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw " +
	"sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"

// isLanguage reports whether code is in ISO 639-1.
func isLanguage(code string) bool {
	return len(code) == 2 && strings.Contains(" "+languages+" ", " "+code+" ")
}

// countryCodes are country codes that people write instead of the language's
// code.
var countryCodes = map[string]string{
	"cn": "zh", "cz": "cs", "dk": "da", "gb": "en", "gr": "el", "il": "he", "ir": "fa", "jp": "ja", "rs": "sr", "ua": "uk", "us": "en", "vn": "vi",
}

// languageNames are names that people write instead of a language's code, folded,
// and the codes of ISO 639-2 and 639-3 that have one of ISO 639-1.
var languageNames = parsePairs("afar=aa abkhazian=ab afrikaans=af akan=ak amharic=am aragonese=an arabic=ar assamese=as avaric=av aymara=ay azerbaijani=az bashkir=ba belarusian=be " +
	"bulgarian=bg bislama=bi bambara=bm bengali=bn bangla=bn tibetan=bo breton=br bosnian=bs catalan=ca chechen=ce corsican=co czech=cs cestina=cs " +
	"chuvash=cv welsh=cy danish=da dansk=da german=de deutsch=de divehi=dv dzongkha=dz ewe=ee greek=el english=en englisch=en anglais=en esperanto=eo " +
	"spanish=es espanol=es castellano=es spanisch=es estonian=et basque=eu persian=fa farsi=fa finnish=fi suomi=fi fijian=fj faroese=fo french=fr " +
	"francais=fr franzosisch=fr frisian=fy irish=ga gaelic=gd galician=gl guarani=gn gujarati=gu hausa=ha hebrew=he hindi=hi croatian=hr haitian=ht " +
	"hungarian=hu magyar=hu armenian=hy indonesian=id bahasa=id igbo=ig icelandic=is italian=it italiano=it japanese=ja nihongo=ja 日本语=ja javanese=jv " +
	"georgian=ka kazakh=kk khmer=km kannada=kn korean=ko kurdish=ku kyrgyz=ky latin=la luxembourgish=lb lao=lo lithuanian=lt latvian=lv malagasy=mg " +
	"maori=mi macedonian=mk malayalam=ml mongolian=mn marathi=mr malay=ms maltese=mt burmese=my bokmal=nb nepali=ne dutch=nl nederlands=nl flemish=nl " +
	"nynorsk=nn norwegian=no norsk=no occitan=oc odia=or oriya=or punjabi=pa polish=pl polski=pl pashto=ps portuguese=pt portugues=pt brazilian=pt " +
	"romanian=ro romana=ro russian=ru русский=ru kinyarwanda=rw sanskrit=sa sindhi=sd sinhala=si slovak=sk slovenian=sl slovene=sl samoan=sm shona=sn " +
	"somali=so albanian=sq serbian=sr sundanese=su swedish=sv svenska=sv swahili=sw tamil=ta telugu=te tajik=tg thai=th tigrinya=ti turkmen=tk tagalog=tl " +
	"turkish=tr turkce=tr tatar=tt uyghur=ug ukrainian=uk urdu=ur uzbek=uz vietnamese=vi wolof=wo xhosa=xh yiddish=yi yoruba=yo chinese=zh mandarin=zh " +
	"cantonese=zh 中文=zh 汉语=zh zulu=zu " +
	"ara=ar bel=be ben=bn bul=bg cat=ca ces=cs cze=cs chi=zh zho=zh cmn=zh yue=zh dan=da deu=de ger=de dut=nl nld=nl ell=el gre=el eng=en est=et eus=eu " +
	"fas=fa per=fa fin=fi fra=fr fre=fr heb=he hin=hi hrv=hr hun=hu ind=id isl=is ita=it jpn=ja kor=ko lat=la lav=lv lit=lt msa=ms may=ms nor=no nob=nb " +
	"nno=nn pol=pl por=pt ron=ro rum=ro rus=ru slk=sk slo=sk slv=sl spa=es srp=sr swa=sw swe=sv tam=ta tel=te tgl=tl tha=th tur=tr ukr=uk urd=ur vie=vi " +
	"cym=cy wel=cy gle=ga kat=ka geo=ka hye=hy arm=hy mkd=mk mac=mk sqi=sq alb=sq glg=gl afr=af")

func parsePairs(s string) map[string]string {
	out := map[string]string{}
	for pair := range strings.FieldsSeq(s) {
		name, code, _ := strings.Cut(pair, "=")
		out[name] = code
	}
	return out
}

// languageHint says what to write instead of value, which is no language's code.
func languageHint(value string) string {
	code := countryCodes[value]
	if code == "" {
		code = languageNames[value]
	}
	if code == "" && len(value) > 3 {
		names := make([]string, 0, len(languageNames))
		for name := range languageNames {
			names = append(names, name)
		}
		slices.Sort(names)
		code = languageNames[Nearest(value, names)]
	}
	if code != "" {
		return "did you mean lang:" + code + "?"
	}
	return "write a code of ISO 639-1 such as lang:en, or lang:und"
}

// checkLanguage returns the code of a language, or a hint where value is none.
func checkLanguage(value string) (code, hint string) {
	primary := PrimaryLanguage(value)
	if primary == "" || len(primary) == 2 && !isLanguage(primary) || languageNames[primary] != "" {
		return "", languageHint(strings.ToLower(value))
	}
	return primary, ""
}

// UnknownLanguage is a sentence about a code that is no language's, with the one
// that may be meant; "" where code is one.
func UnknownLanguage(code string) string {
	fixed, hint := checkLanguage(code)
	if fixed == code && hint == "" {
		return ""
	}
	if hint == "" {
		hint = "did you mean " + fixed + "?"
	}
	return "there is no language " + code + ": " + strings.ReplaceAll(hint, "lang:", "")
}

// PrimaryLanguage returns the primary language subtag of a BCP 47 tag ("pt-BR"
// gives "pt"), in lower case; "" where tag is invalid.
func PrimaryLanguage(tag string) string {
	primary, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(tag), "_", "-"), "-")
	if len(primary) < 2 || len(primary) > 3 || strings.Trim(primary, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return primary
}
