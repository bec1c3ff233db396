package viewmodel

import (
	"testing"

	"earshot/dashboard/urlstate"
	"earshot/internal/query"
	"earshot/internal/social"
)

// TestFindOf: a search is a query; the word that is being typed may go on, and what is no
// query says why.
func TestFindOf(t *testing.T) {
	for text, want := range map[string]string{
		"recei": "recei*", "cup OR tea": "cup OR tea*", "ocr:total NOT logo:acme": "ocr:total NOT logo:acme*", `"two cups"`: `"two cups"`, "12": "12", "a": "a",
		"ocr:sal": "ocr:sal*", "(cup OR tea) -alt:mug": "(cup OR tea) NOT alt:mug*",
	} {
		got, err := FindOf(text)
		if err != nil || got.String() != query.MustParse(want).String() {
			t.Errorf("%s is %v, want %s; %v", text, got, want, err)
		}
	}
	if got, err := FindOf("  "); got != nil || err != nil {
		t.Errorf("nothing is %v, %v", got, err)
	}
	for _, text := range []string{"cup OR", "(cup", "NOT cup"} {
		if _, err := FindOf(text); err == nil {
			t.Errorf("%s is a search", text)
		}
	}
}

// TestSeenFacets: what is seen most comes first, and what was chosen leads back.
func TestSeenFacets(t *testing.T) {
	family := func(url, scene string, objects ...string) social.ShownFamily {
		post := social.StoredPost{Post: social.Post{Images: []social.Image{{URL: url}}}, Media: []social.Media{{Description: social.Description{Objects: objects, Scene: scene}}}}
		return social.ShownFamily{URL: url, First: post}
	}
	families := []social.ShownFamily{family("a", "Kitchen", "cup", "table"), family("b", "kitchen", "Cup"), family("c", "")}
	got := SeenFacets(urlstate.View{}, NarrowedPictures{Find: "x"}, families)
	if len(got) != 3 || got[0].Name != "Object: cup" || got[0].Count != "2" || got[0].Href != "/pictures?brand=%2A&find=x&object=cup&period=" || got[2].Name != "Scene: kitchen" {
		t.Errorf("%+v", got)
	}
	got = SeenFacets(urlstate.View{}, NarrowedPictures{Object: "cup"}, families)
	if len(got) != 2 || !got[0].Selected || got[0].Href != "/pictures?brand=%2A&period=" || got[1].Href != "/pictures?brand=%2A&object=cup&period=&scene=kitchen" {
		t.Errorf("chosen: %+v", got)
	}
}
