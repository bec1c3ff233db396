// Package figure is the read path: figures, trends, rankings, facets, searches and
// lists of posts under a filter.
package figure

import (
	"sync"

	"earshot/storage/database"
	"earshot/storage/post"
)

// Reader computes figures and lists from what is stored. It is safe for concurrent use.
type Reader struct {
	db      *database.DB
	posts   *post.Lookup
	matched matchCache
	schemes schemes
	// spanSizes part what is read in order.
	spanSizes spanSizes
	// mostHeld is how many of the posts handed over EachPost holds in memory.
	mostHeld int
	fewest   fewest
}

// schemes remembers whether search keys are of another scheme in one state of the data.
type schemes struct {
	sync.Mutex
	data     string
	outdated bool
}

// New reads from db, and posts from posts.
func New(db *database.DB, posts *post.Lookup) *Reader {
	return &Reader{db: db, posts: posts, spanSizes: usualSpans(), mostHeld: usuallyHeld, fewest: usuallyFew()}
}
