package social

// DateFrom says where a post's CreatedAt comes from.
type DateFrom string

const (
	// DateUnrecorded is what posts stored before this was recorded have.
	DateUnrecorded DateFrom = ""
	// DateStated is a date that the platform, feed or page declares as data.
	DateStated DateFrom = "stated"
	// DateAddress is a date that stands in the post's address, as in
	// /2026/05/04/title; its time of day is unknown.
	DateAddress DateFrom = "address"
	// DatePage is a date found among the words that a page shows.
	DatePage DateFrom = "page"
	// DateSeen is the time at which the post was first seen, because nothing
	// readable says when it was published, or because what it says lies in the
	// future.
	DateSeen DateFrom = "seen"
)
