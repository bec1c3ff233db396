package wiretest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"earshot/internal/social"
)

// privatePEM writes a private key as operators have it. Keys made here can be written.
func privatePEM(key crypto.PrivateKey) string {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return ""
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

// signedBy tells whether a token of these claims was signed with the key's other half.
func signedBy(text string, public any, algorithm string, claims map[string]string) bool {
	got := jwt.MapClaims{}
	_, err := jwt.ParseWithClaims(text, got, func(*jwt.Token) (any, error) { return public, nil }, jwt.WithValidMethods([]string{algorithm}), jwt.WithoutClaimsValidation())
	for name, want := range claims {
		if got[name] != want {
			return false
		}
	}
	from, _ := got.GetIssuedAt()
	to, _ := got.GetExpirationTime()
	return err == nil && from != nil && to != nil && to.After(from.Time)
}

// appstoreconnect are the reviews of an application of one's own, for tokens that the
// owner's key signs (https://developer.apple.com/documentation/appstoreconnectapi).
func appstoreconnect() format {
	const app = "310633997"
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic("wiretest: no random numbers: " + err.Error())
	}
	return format{
		platform: "appstoreconnect",
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Tags: []string{app}, Credentials: map[string]string{"issuer_id": "issuer", "key_id": "K1", "private_key": privatePEM(key)}}
		},
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /v1/apps/"+app+"/customerReviews", func(w http.ResponseWriter, r *http.Request) {
				bearer := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
				if !signedBy(bearer, &key.PublicKey, "ES256", map[string]string{"iss": "issuer", "aud": "appstoreconnect-v1"}) {
					answerWith(w, http.StatusUnauthorized, object{"errors": []object{{"status": "401", "code": "NOT_AUTHORIZED", "title": "Authentication credentials are missing or invalid."}}})
					return
				}
				start, size := number(r, "cursor", 0), number(r, "limit", 50)
				links := object{"self": s.base + r.URL.RequestURI()}
				if start+size < len(s.items) {
					links["next"] = fmt.Sprintf("%s%s?cursor=%d&limit=%d&sort=-createdDate", s.base, r.URL.Path, start+size, size)
				}
				answer(w, object{"links": links, "data": each(s.part(start, size), func(i item) object {
					return object{"type": "customerReviews", "id": strconv.Itoa(i.n), "attributes": object{"rating": 4, "title": i.title, "body": i.text, "reviewerNickname": i.author, "createdDate": i.created.Format("2006-01-02T15:04:05-07:00"), "territory": "USA"}, "relationships": object{"response": object{"data": nil}}}
				}), "meta": object{"paging": object{"total": len(s.items), "limit": size}}})
			})
		},
		post: func(i item, _ string) social.Post {
			return social.Post{ID: strconv.Itoa(i.n), URL: "https://apps.apple.com/app/id" + app + "?see-all=reviews", Title: i.title, Text: i.text, Author: social.Author{Name: i.author}}
		},
	}
}

// googleplay are the reviews of an application of one's own, for a token that a service
// account's signature is exchanged for (https://developers.google.com/identity/protocols/oauth2/service-account#httprest).
func googleplay() format {
	const app = "com.example.cups"
	key, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		panic("wiretest: no random numbers: " + err.Error())
	}
	return format{
		platform: "googleplay",
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Tags: []string{app}, Credentials: map[string]string{"client_email": "a@b.example", "private_key": privatePEM(key)}}
		},
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("POST /token", func(w http.ResponseWriter, r *http.Request) {
				if r.FormValue("grant_type") != "urn:ietf:params:oauth:grant-type:jwt-bearer" || !signedBy(r.FormValue("assertion"), &key.PublicKey, "RS256", map[string]string{"iss": "a@b.example", "aud": "https://oauth2.googleapis.com/token", "scope": "https://www.googleapis.com/auth/androidpublisher"}) {
					answerWith(w, http.StatusBadRequest, object{"error": "invalid_grant", "error_description": "Invalid JWT Signature."})
					return
				}
				answer(w, object{"access_token": "session-token", "expires_in": 3599, "token_type": "Bearer"})
			})
			mux.HandleFunc("GET /androidpublisher/v3/applications/"+app+"/reviews", func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("Authorization") != "Bearer session-token" {
					answerWith(w, http.StatusUnauthorized, object{"error": object{"code": 401, "message": "Request had invalid authentication credentials.", "status": "UNAUTHENTICATED"}})
					return
				}
				start, size := number(r, "token", 0), min(number(r, "maxResults", 10), 100)
				o := object{"reviews": each(s.part(start, size), func(i item) object {
					return object{"reviewId": strconv.Itoa(i.n), "authorName": i.author, "comments": []object{{"userComment": object{
						"text": i.title + "\t" + i.text, "lastModified": object{"seconds": strconv.FormatInt(i.created.Unix(), 10), "nanos": i.created.Nanosecond() / int(time.Millisecond)}, "starRating": 4, "reviewerLanguage": "en", "thumbsUpCount": i.likes,
					}}}}
				})}
				if start+size < len(s.items) {
					o["tokenPagination"] = object{"nextPageToken": strconv.Itoa(start + size)}
				}
				answer(w, o)
			})
		},
		post: func(i item, _ string) social.Post {
			return social.Post{
				ID: strconv.Itoa(i.n), URL: fmt.Sprintf("https://play.google.com/store/apps/details?id=%s&reviewId=%d", app, i.n), Title: i.title, Text: i.text,
				Author: social.Author{Name: i.author}, Engagement: social.Engagement{Likes: &i.likes},
			}
		},
	}
}
