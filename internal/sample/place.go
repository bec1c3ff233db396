package sample

// place is one of the servers of the sample, each on its own host.
type place int

const (
	brewSocial     place = iota // Mastodon server
	kaffeeSocial                // Mastodon server, federated with brewSocial
	hackerNews                  // Algolia's Hacker News search
	roastersWeekly              // RSS 2.0 blog, English
	bohnenblog                  // Atom blog, German, paged
	grindReport                 // JSON Feed news and podcast, English
	kafeiRibao                  // RSS 2.0 in GB18030, Chinese
	places
)

func (p place) fediverse() bool { return p == brewSocial || p == kaffeeSocial }

// name is the name of the source that listens to the place.
func (p place) name() string {
	return [places]string{
		"brew-social", "kaffee-social", "hacker-news", "roasters-weekly", "bohnenblog", "grind-report", "kafei-ribao",
	}[p]
}

// placeShare is how much of a language is written where.
var placeShare = map[string][places]float64{
	"en": {brewSocial: .46, kaffeeSocial: .17, hackerNews: .25, roastersWeekly: .08, grindReport: .04},
	"zh": {brewSocial: .30, kaffeeSocial: .30, kafeiRibao: .40},
	"de": {kaffeeSocial: .72, bohnenblog: .28},
	"es": {brewSocial: 1},
	"fr": {kaffeeSocial: 1},
	"ja": {brewSocial: .8, kaffeeSocial: .2},
	"pt": {brewSocial: 1},
}

// singlePage are the feeds that serve everything in one document; what would
// make them longer than this goes to brewSocial.
const singlePage = 420

func (p place) singlePage() bool {
	return p == roastersWeekly || p == grindReport || p == kafeiRibao
}
