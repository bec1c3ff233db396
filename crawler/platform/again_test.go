package platform_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"earshot/crawler"
	"earshot/crawler/platform/instagram"
	"earshot/crawler/platform/reddit"
	"earshot/crawler/platform/vk"
	"earshot/crawler/platform/x"
	"earshot/crawler/platform/youtube"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// single is a platform that is asked for single posts by a list of identities.
type single struct {
	adapter crawler.Adapter
	src     social.Source
	// refs are a post that stays, one that is edited, one that is deleted and one that is
	// made private; the fifth stays and is a control.
	refs [5]crawler.Reference
	// path and param are where posts are asked for; list is an answer that lists none.
	path, param, list string
	// item is a post of the given number and text, and wrap an answer with these items;
	// deleted and private are told of their posts.
	item             func(i int, text string) string
	wrap             func(items, told []string) string
	deleted, private func(i int) string
	// doubts says that what is told of a deleted post is that it is not found.
	doubts bool
	// wall is the answer where credentials do not count, and nothing one without posts.
	wall, nothing string
	wallStatus    int
}

func refs(ids ...string) (all [5]crawler.Reference) {
	for i, id := range ids {
		all[i] = crawler.Reference{ID: id, CreatedAt: runtest.Noon.AddDate(0, 0, -9)}
	}
	return all
}

func none(int) string { return "" }

func token(src social.Source) social.Source {
	src.Credentials = map[string]string{"token": "of the operator"}
	return src
}

var singles = map[string]func() single{
	"x": func() single {
		ids := refs("1900000000000000001", "1900000000000000002", "1900000000000000003", "1900000000000000004", "1900000000000000005")
		fault := func(i int, kind, title string) string {
			return fmt.Sprintf(`{"value":%q,"resource_id":%q,"parameter":"ids","resource_type":"tweet","title":%q,"detail":"x","type":"https://api.twitter.com/2/problems/%s"}`, ids[i].ID, ids[i].ID, title, kind)
		}
		return single{adapter: x.New(), src: token(social.Source{Queries: []string{"tea"}}), refs: ids, path: "/2/tweets", param: "ids", list: `{"meta":{"result_count":0}}`,
			item: func(i int, text string) string {
				return fmt.Sprintf(`{"id":%q,"text":%q,"author_id":"7","created_at":"2026-11-14T10:00:00.000Z","public_metrics":{"like_count":3,"reply_count":0,"retweet_count":0,"quote_count":0}}`, ids[i].ID, text)
			},
			wrap: func(items, told []string) string {
				// What a post that is shown refers to may be gone, which says nothing of it.
				told = append(told, strings.Replace(fault(0, "resource-not-found", "Not Found Error"), `"ids"`, `"referenced_tweets.id"`, 1))
				answer := `"errors":[` + strings.Join(told, ",") + `]`
				if len(items) > 0 {
					answer += `,"data":[` + strings.Join(items, ",") + `]`
				}
				return "{" + answer + "}"
			},
			doubts:  true,
			deleted: func(i int) string { return fault(i, "resource-not-found", "Not Found Error") },
			private: func(i int) string { return fault(i, "not-authorized-for-resource", "Authorization Error") },
			wall:    `{"title":"Unauthorized","type":"about:blank","status":401,"detail":"Unauthorized"}`, wallStatus: 401, nothing: `{}`,
		}
	},
	"reddit": func() single {
		ids := refs("t3_aaa1", "t1_aaa2", "t3_aaa3", "t1_aaa4", "t3_aaa5")
		return single{adapter: reddit.New(), src: token(social.Source{Tags: []string{"tea"}}), refs: ids, path: "/api/info", param: "id", list: `{"kind":"Listing","data":{"children":[]}}`,
			item: func(i int, text string) string {
				kind, id, _ := strings.Cut(ids[i].ID, "_")
				return fmt.Sprintf(`{"kind":%q,"data":{"id":%q,"name":%q,"author":"ana","created_utc":1763000000,"selftext":%q,"body":%q,"title":"T","score":4,"permalink":"/r/tea/comments/aaa/x/"}}`, kind, id, ids[i].ID, text, text)
			},
			wrap: func(items, told []string) string {
				return `{"kind":"Listing","data":{"children":[` + strings.Join(append(items, told...), ",") + `]}}`
			},
			deleted: func(i int) string {
				return fmt.Sprintf(`{"kind":"t3","data":{"id":"aaa3","name":%q,"author":"[deleted]","created_utc":1763000000,"selftext":"[deleted]","title":"[deleted by user]","removed_by_category":"deleted"}}`, ids[i].ID)
			},
			private: none, wall: `{"message":"Unauthorized","error":401}`, wallStatus: 401, nothing: `{}`,
		}
	},
	"youtube": func() single {
		ids := refs("aaaaaaaaaa1", "aaaaaaaaaa2", "aaaaaaaaaa3", "aaaaaaaaaa4", "aaaaaaaaaa5")
		return single{adapter: youtube.New(), src: token(social.Source{Queries: []string{"tea"}}), refs: ids, path: "/youtube/v3/videos", param: "id", list: `{"kind":"youtube#searchListResponse","items":[]}`,
			item: func(i int, text string) string {
				return fmt.Sprintf(`{"kind":"youtube#video","id":%q,"snippet":{"publishedAt":"2026-11-14T10:00:00Z","channelId":"UC1","title":"T","description":%q},"statistics":{"likeCount":"3"},"status":{"privacyStatus":"public","uploadStatus":"processed"}}`, ids[i].ID, text)
			},
			wrap: func(items, _ []string) string {
				return `{"kind":"youtube#videoListResponse","items":[` + strings.Join(items, ",") + `],"pageInfo":{"totalResults":` + fmt.Sprint(len(items)) + `}}`
			},
			deleted: none, private: none, nothing: `{}`,
			wall: `{"error":{"code":403,"message":"The key is not good.","errors":[{"reason":"forbidden"}]}}`, wallStatus: 403,
		}
	},
	"vk": func() single {
		ids := refs("-7_1", "-7_2", "-7_3", "-7_4", "-7_5")
		return single{adapter: vk.New(), src: token(social.Source{Queries: []string{"tea"}}), refs: ids, path: "/method/wall.getById", param: "posts", list: `{"response":{"items":[],"count":0}}`,
			item: func(i int, text string) string {
				return fmt.Sprintf(`{"id":%d,"owner_id":-7,"from_id":-7,"date":1763000000,"text":%q,"likes":{"count":2}}`, i+1, text)
			},
			wrap: func(items, told []string) string {
				return `{"response":{"items":[` + strings.Join(append(items, told...), ",") + `],"groups":[]}}`
			},
			deleted: func(i int) string {
				return fmt.Sprintf(`{"id":%d,"owner_id":-7,"is_deleted":true,"deleted_reason":"post was deleted"}`, i+1)
			},
			private: none, wall: `{"error":{"error_code":5,"error_msg":"User authorization failed"}}`, wallStatus: 200, nothing: `{}`,
		}
	},
}

// TestSinglePosts asks for posts by themselves, many with one request: what is deleted or
// private is gone, what is edited is read, and a wall, an outage and an empty answer say
// nothing of any.
func TestSinglePosts(t *testing.T) {
	for name, make := range singles {
		s := make()
		// answer answers the requests for single posts, and lists nothing.
		crawl := func(t *testing.T, answer func(w http.ResponseWriter, ids []string)) (map[string]social.Post, []string) {
			t.Helper()
			known := runtest.Again{Posts: s.refs[:4], Others: s.refs[4:]}
			srv := runtest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != s.path || r.URL.Query().Get(s.param) == "" {
					io.WriteString(w, s.list)
					return
				}
				answer(w, strings.Split(r.URL.Query().Get(s.param), ","))
			})
			src := s.src
			src.BaseURL = srv.URL
			last, _ := known.ReadAgain(t, s.adapter, src)
			var asked []string
			for _, r := range srv.Asked {
				if ids := r.URL.Query().Get(s.param); r.URL.Path == s.path && ids != "" {
					asked = append(asked, ids)
					if r.Header.Get("Authorization")+r.Header.Get("X-Goog-Api-Key") == "" {
						t.Error("it is asked for without the credentials")
					}
				}
			}
			return last, asked
		}
		// shows answers with the posts whose places are given, and what is told of others.
		shows := func(texts map[int]string, told map[int]string) func(http.ResponseWriter, []string) {
			return func(w http.ResponseWriter, ids []string) {
				var items, said []string
				for i, ref := range s.refs {
					switch {
					case !slices.Contains(ids, ref.ID):
					case texts[i] != "":
						items = append(items, s.item(i, texts[i]))
					case told[i] != "":
						said = append(said, told[i])
					}
				}
				io.WriteString(w, s.wrap(items, said))
			}
		}
		t.Run(name+" follows", func(t *testing.T) {
			last, asked := crawl(t, shows(map[int]string{0: "as it was", 1: "edited", 4: "stays"}, map[int]string{2: s.deleted(2), 3: s.private(3)}))
			for i, want := range []string{"as it was", "edited"} {
				if p := last[s.refs[i].ID]; p.Deleted || !strings.Contains(p.Text, want) {
					t.Errorf("%s is read as %+v", s.refs[i].ID, p)
				}
			}
			for _, ref := range s.refs[2:4] {
				if !last[ref.ID].Deleted {
					t.Errorf("%s is there: %+v", ref.ID, last[ref.ID])
				}
			}
			// All at once, and then those that were left out, each by itself and before a control.
			left := slices.DeleteFunc([]string{s.refs[2].ID, s.refs[3].ID}, func(id string) bool { return id == s.refs[2].ID && s.deleted(2) != "" && !s.doubts })
			if len(asked) < 1+len(left) || strings.Count(asked[0], ",") != 3 || !slices.Equal(asked[1:1+len(left)], left) || len(asked) > 2+len(left) {
				t.Errorf("it asks for %q", asked)
			}
		})
		for what, answer := range map[string]func(http.ResponseWriter, []string){
			"wall":     func(w http.ResponseWriter, _ []string) { w.WriteHeader(s.wallStatus); io.WriteString(w, s.wall) },
			"outage":   func(w http.ResponseWriter, _ []string) { w.WriteHeader(http.StatusServiceUnavailable) },
			"no posts": shows(nil, nil),
			"nothing":  func(w http.ResponseWriter, _ []string) { io.WriteString(w, s.nothing) },
			"no JSON":  func(w http.ResponseWriter, _ []string) { io.WriteString(w, "<html><title>Log in</title>") },
			"moved":    func(w http.ResponseWriter, _ []string) { w.WriteHeader(http.StatusNotFound) },
		} {
			t.Run(name+" "+what, func(t *testing.T) {
				last, asked := crawl(t, answer)
				if len(asked) == 0 || len(asked) > 12 {
					t.Errorf("it asks %d times", len(asked))
				}
				for id, p := range last {
					if p.Deleted {
						t.Errorf("%s is taken for gone", id)
					}
				}
			})
		}
		t.Run(name+" one spoils it", func(t *testing.T) {
			// A server that answers 404 where one of the posts is gone.
			all := shows(map[int]string{0: "a", 1: "b", 3: "d", 4: "e"}, nil)
			last, _ := crawl(t, func(w http.ResponseWriter, ids []string) {
				if slices.Contains(ids, s.refs[2].ID) {
					w.WriteHeader(http.StatusNotFound)
					return
				}
				all(w, ids)
			})
			for i, ref := range s.refs[:4] {
				if last[ref.ID].Deleted != (i == 2) {
					t.Errorf("%s is gone: %t", ref.ID, last[ref.ID].Deleted)
				}
			}
		})
		if valid := s.wrap([]string{s.item(0, "x")}, nil); !json.Valid([]byte(valid)) {
			t.Errorf("%s: %s", name, valid)
		}
	}
}

// TestSinglePostsAreNotAskedFor holds where single posts are asked for at all.
func TestSinglePostsAreNotAskedFor(t *testing.T) {
	for _, tt := range []struct {
		adapter crawler.Adapter
		src     social.Source
		able    bool
	}{
		{x.New(), social.Source{BaseURL: "https://nitter.example", Eager: true}, false},
		// Each post that is read is paid for.
		{x.New(), token(social.Source{}), false},
		{x.New(), token(social.Source{Eager: true}), true},
		{reddit.New(), social.Source{}, false},
		{reddit.New(), token(social.Source{}), true},
		{youtube.New(), social.Source{}, false},
		{youtube.New(), token(social.Source{}), true},
		{vk.New(), token(social.Source{}), true},
		{instagram.New(), token(social.Source{}), false},
	} {
		if err := crawler.CanRevisit(tt.adapter, tt.src); (err == nil) != tt.able {
			t.Errorf("%s, eager %t: %v", tt.adapter.Info().Platform, tt.src.Eager, err)
		}
	}
}
