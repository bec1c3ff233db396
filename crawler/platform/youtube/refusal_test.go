package youtube_test

import (
	"testing"

	"earshot/crawler"
	"earshot/crawler/platform/youtube"
	"earshot/internal/social"
)

func TestRefusal(t *testing.T) {
	for body, want := range map[string]social.Code{
		`{"error":{"code":403,"message":"quota","errors":[{"reason":"quotaExceeded"}]}}`:          social.CodeRateLimited,
		`{"error":{"code":400,"message":"API key not valid","errors":[{"reason":"badRequest"}]}}`: social.CodeBlocked,
		`{"error":{"code":403,"message":"disabled","errors":[{"reason":"commentsDisabled"}]}}`:    social.CodeNotFound,
		`<html>not found</html>`: "", `{}`: "",
	} {
		if got := social.CodeOf(youtube.New().Refusal(crawler.Response{Status: 403, Body: []byte(body)})); got != want {
			t.Errorf("%s is %q, want %q", body, got, want)
		}
	}
}

func TestCheckNamesWhatNeedsAKey(t *testing.T) {
	for _, src := range []social.Source{
		{Queries: []string{"northwind"}}, {Accounts: []string{"UCaaaaaaaaaaaaaaaaaaaaaa"}, Comments: 1}, {Accounts: []string{"a b"}},
	} {
		src.Name, src.Platform = "s", youtube.Name
		if err := youtube.New().Check(src); err == nil {
			t.Errorf("%+v is taken without a fault", src)
		}
	}
	good := social.Source{Name: "s", Platform: youtube.Name, Accounts: []string{"UCaaaaaaaaaaaaaaaaaaaaaa", "PLxyz"}}
	if err := youtube.New().Check(good); err != nil {
		t.Error(err)
	}
}

// TestOnlyClosedVideosAreErased: a playlist names a video that was deleted or made private
// by these words. One that is merely without a date may be announced only.
func TestOnlyClosedVideosAreErased(t *testing.T) {
	for item, want := range map[string]int{
		`{"title":"Private video","resourceId":{"videoId":"v1"}},"contentDetails":{"videoId":"v1"}`:                                    1,
		`{"title":"Deleted video","resourceId":{"videoId":"v1"}},"contentDetails":{"videoId":"v1"}`:                                    1,
		`{"title":"Our new kettle","videoOwnerChannelId":"UCa","resourceId":{"videoId":"v1"}},"contentDetails":{"videoId":"v1"}`:       0,
		`{"title":"Our new kettle","resourceId":{"videoId":"v1"}}`:                                                                     0,
		`{"title":"Private video","videoOwnerChannelId":"UCa","resourceId":{"videoId":"v1"}},"contentDetails":{"videoPublishedAt":""}`: 0,
	} {
		page, err := youtube.New().Parse(crawler.Scope{}, crawler.Response{
			Request: crawler.Request{URL: "https://www.googleapis.com/youtube/v3/playlistItems", Step: "playlist"}, Status: 200,
			Body: []byte(`{"items":[{"kind":"youtube#playlistItem","snippet":` + item + `}]}`),
		})
		if err != nil {
			t.Fatal(err)
		}
		erased := 0
		for _, p := range page.Posts {
			if p.Deleted {
				erased++
			}
		}
		if erased != want {
			t.Errorf("%s erases %d, want %d", item, erased, want)
		}
	}
}
