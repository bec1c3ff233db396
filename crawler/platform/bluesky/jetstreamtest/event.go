package jetstreamtest

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// postCollection is the collection of the posts of an account.
const postCollection = "app.bsky.feed.post"

// Event is one message of the stream.
type Event struct {
	// At is its place in the stream.
	At time.Time
	// DID is the account it is about.
	DID string
	// Collection is that of a commit; empty for identity and account events,
	// which are sent to every subscriber.
	Collection string
	// Data is the message.
	Data []byte
}

// Record holds the fields of a post's record.
type Record = map[string]any

// DID is the name of account number n.
func DID(n int) string { return fmt.Sprintf("did:plc:%024d", n) }

// Post is the event of a post being written. The record may have more fields
// than text and createdAt.
func Post(at time.Time, did, rkey, text string, more Record) Event {
	record := Record{"$type": postCollection, "createdAt": at.Format(time.RFC3339Nano), "text": text}
	for name, value := range more {
		record[name] = value
	}
	return Commit(at, did, postCollection, rkey, "create", record)
}

// Delete is the event of a post being deleted.
func Delete(at time.Time, did, rkey string) Event {
	return Commit(at, did, postCollection, rkey, "delete", nil)
}

// Commit is the event of a record being created, changed or deleted.
func Commit(at time.Time, did, collection, rkey, operation string, record Record) Event {
	commit := map[string]any{"rev": "3m" + rkey, "operation": operation, "collection": collection, "rkey": rkey}
	if record != nil {
		commit["record"], commit["cid"] = record, "bafyrei"+rkey
	}
	return event(at, did, collection, map[string]any{"kind": "commit", "commit": commit})
}

// Identity is the event of a change of handle.
func Identity(at time.Time, did, handle string) Event {
	return event(at, did, "", map[string]any{"kind": "identity", "identity": map[string]any{"did": did, "handle": handle, "seq": 1, "time": at.Format(time.RFC3339Nano)}})
}

// Account is the event of an account being opened or closed.
func Account(at time.Time, did string, active bool, status string) Event {
	return event(at, did, "", map[string]any{"kind": "account", "account": map[string]any{"did": did, "active": active, "status": status, "seq": 1, "time": at.Format(time.RFC3339Nano)}})
}

// Raw is a message with the given data.
func Raw(at time.Time, data string) Event {
	return Event{At: at, Data: []byte(data)}
}

func event(at time.Time, did, collection string, fields map[string]any) Event {
	fields["did"], fields["time_us"] = did, at.UnixMicro()
	data, err := json.Marshal(fields)
	if err != nil {
		// Tests put in only what JSON can hold.
		panic(err)
	}
	return Event{At: at, DID: did, Collection: collection, Data: data}
}

// Sample is n events from a moment on, step apart: posts in many languages,
// some with pictures, replies and tags, deleted posts, and changes of accounts,
// in about the proportions of Bluesky. Three posts in a thousand name brand.
func Sample(from time.Time, step time.Duration, n int, brand string) []Event {
	events := make([]Event, 0, n)
	for i := range n {
		at, did, rkey := from.Add(time.Duration(i)*step), DID(i%5000), fmt.Sprintf("3m%011d", i)
		switch {
		case i%12 == 5:
			events = append(events, Delete(at, did, fmt.Sprintf("3m%011d", max(i-400, 0))))
		case i%40 == 7:
			events = append(events, Identity(at, did, fmt.Sprintf("user%d.bsky.social", i%5000)))
		case i%40 == 27:
			events = append(events, Account(at, did, true, ""))
		default:
			events = append(events, samplePost(i, at, did, rkey, brand))
		}
	}
	return events
}

var texts = []string{
	"Good morning! The sun is out, the coffee is strong and the cat has claimed the only good chair in the house again.",
	"今日は朝からずっと雨なので、家で本を読みながらコーヒーを飲んでいます。週末は晴れるといいな。",
	"Gestern im Theater gewesen, großartige Vorstellung. Danach noch lange über das Ende gestritten 😀",
	"Eu queria tanto que as férias chegassem logo, não aguento mais acordar cedo todos os dias da semana",
	"New post on the blog: what I learned from fixing the same bug three times in three different places",
	"¿Alguien sabe si mañana abren las tiendas? Necesito comprar pan y no sé si es festivo en Madrid",
	"LOL no",
	"The thing about trains is that you can look out of the window and nobody expects an answer until the next station.",
}

func samplePost(i int, at time.Time, did, rkey, brand string) Event {
	text := texts[i%len(texts)]
	if i%1000 < 3 {
		text += " " + brand
	}
	more := Record{"langs": []string{"en"}}
	switch i % 5 {
	case 1, 2:
		other := "at://" + DID((i+77)%5000) + "/" + postCollection + "/3mroot"
		more["reply"] = Record{"root": Record{"cid": "bafyreiroot", "uri": other}, "parent": Record{"cid": "bafyreiroot", "uri": other}}
	case 3:
		more["embed"] = Record{"$type": "app.bsky.embed.images", "images": []Record{{
			"alt": "A picture of what the text is about", "aspectRatio": Record{"width": 1600, "height": 1200},
			"image": Record{"$type": "blob", "ref": Record{"$link": "bafkrei" + rkey}, "mimeType": "image/jpeg", "size": 345678},
		}}}
	case 4:
		text += " #photo"
		at := strings.LastIndex(text, "#photo")
		more["facets"] = []Record{{"index": Record{"byteStart": at, "byteEnd": at + 6}, "features": []Record{{"$type": "app.bsky.richtext.facet#tag", "tag": "photo"}}}}
	}
	return Post(at, did, rkey, text, more)
}
