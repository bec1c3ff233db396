package fetch

import (
	"earshot/crawler"
	"earshot/crawler/warc"
)

// secretFields are request header fields that hold credentials.
var secretFields = []string{"Authorization", "Cookie", "Proxy-Authorization"}

// evidence is the round trip as it is archived. The credentials that were sent
// are left out, and so are the cookies that an answer to such a request sets.
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
	return warc.Exchange{
		URL: rt.url.String(), At: rt.at, Method: rt.method, Asked: asked, Sent: rt.body,
		Status: rt.status, Received: received, Body: rt.raw.Bytes(),
		Cut: rt.isCut() || rt.status > 299 && int64(len(rt.content)) >= min(rt.limit, MaxFaultBytes),
	}
}
