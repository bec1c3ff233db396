package record

import (
	"earshot/internal/social"
)

// severity ranks failures; the highest is the least likely to clear up unaided.
var severity = map[social.SourceState]int{
	social.SourceUnreachable: 1,
	social.SourceLimited:     2,
	social.SourceEmpty:       3,
	social.SourceDisallowed:  4,
	social.SourceBroken:      5,
	social.SourceCaptcha:     6,
	social.SourceBlocked:     7,
	social.SourceLogin:       8,
}

// worst is the state of a run by the outcomes of its lanes: ok when all are,
// partial when some read something and others did not read all, and the most
// severe failure when none read anything.
func worst(lanes []Lane) social.SourceState {
	var failure social.SourceState
	ok, partial, again := 0, 0, true
	for _, lane := range lanes {
		switch {
		case lane.aside():
			// What can be read again says nothing of the source itself.
			again = again && lane.State == social.SourceOK
			ok++
		case lane.State == social.SourceOK:
			ok++
		case lane.State == social.SourcePartial:
			partial++
		case severity[lane.State] > severity[failure]:
			failure = lane.State
		}
	}
	listed := ok + partial
	for _, lane := range lanes {
		if lane.aside() {
			listed--
		}
	}
	switch {
	case ok == len(lanes) && again:
		return social.SourceOK
	case listed > 0:
		return social.SourcePartial
	default:
		return failure
	}
}

// StateOf is the state of a lane that ended with err.
func StateOf(err error) social.SourceState {
	switch social.CodeOf(err) {
	case social.CodeBlocked:
		return social.SourceBlocked
	case social.CodeLogin:
		return social.SourceLogin
	case social.CodeCaptcha:
		return social.SourceCaptcha
	case social.CodeEmpty:
		return social.SourceEmpty
	case social.CodeRateLimited:
		return social.SourceLimited
	case social.CodeDisallowed:
		return social.SourceDisallowed
	case social.CodeUnavailable:
		return social.SourceUnreachable
	default:
		return social.SourceBroken
	}
}
