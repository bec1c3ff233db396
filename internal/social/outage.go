package social

import "time"

// Part is a part of Earshot that may be out of order while the others go on.
type Part string

const (
	// PartStorage is ClickHouse, PartStreams is NATS.
	PartStorage Part = "storage"
	PartStreams Part = "streams"
)

// OutageKind is how a part is out of order.
type OutageKind string

const (
	OutageSilent      OutageKind = "silent"        // it takes what is asked and does not answer
	OutageUnreachable OutageKind = "unreachable"   // it is not there
	OutageLogin       OutageKind = "login_refused" // it refuses our name or password
)

// Outage is a part that does not answer, since when, and how.
type Outage struct {
	Part  Part
	Kind  OutageKind
	Since time.Time
}
