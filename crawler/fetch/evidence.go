package fetch

import (
	"bytes"
	"net/url"
	"strings"

	"earshot/crawler"
	"earshot/crawler/warc"
)

// secretFields are request header fields that hold credentials.
var secretFields = []string{"Authorization", "Cookie", "Proxy-Authorization"}

// minSecret is how long what was sent is at least that is looked for in the answer, in
// bytes: shorter words stand there for themselves.
const minSecret = 8

// evidence is the round trip as it is archived. The credentials that were sent
// are left out, and so are the cookies that an answer to such a request sets. An
// answer that repeats them, as some do in the address of the next page, is kept with
// asterisks in their place, and then in no content coding.
func (rt *roundTrip) evidence(req crawler.Request) warc.Exchange {
	asked, received := rt.header.Clone(), rt.received
	for _, name := range secretFields {
		asked.Del(name)
	}
	for name := range req.Sign {
		asked.Del(name)
	}
	if len(req.Sign) > 0 {
		received = received.Clone()
		received.Del("Set-Cookie")
	}
	body := rt.raw.Bytes()
	if clean := withoutSecrets(rt.content, req); !bytes.Equal(clean, rt.content) {
		body, received = clean, received.Clone()
		received.Del("Content-Encoding")
		received.Del("Content-Length")
	}
	return warc.Exchange{
		URL: rt.url.String(), At: rt.at, Method: rt.method, Asked: asked, Sent: rt.body,
		Status: rt.status, Received: received, Body: body,
		Cut: rt.isCut() || rt.status > 299 && int64(len(rt.content)) >= min(rt.limit, MaxFaultBytes),
	}
}

// withoutSecrets is an answer to req without the credentials that req was signed with.
func withoutSecrets(body []byte, req crawler.Request) []byte {
	for name := range req.Sign {
		words := strings.Fields(req.Header[name])
		if len(words) == 0 {
			continue
		}
		// Before the last word stands how it is meant: Bearer, KakaoAK.
		secret := words[len(words)-1]
		for _, shown := range []string{secret, url.QueryEscape(secret)} {
			if len(shown) >= minSecret {
				body = bytes.ReplaceAll(body, []byte(shown), []byte(strings.Repeat("*", len(shown))))
			}
		}
	}
	return body
}
