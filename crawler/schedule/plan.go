// Package schedule decides when sources are crawled.
package schedule

import (
	"fmt"
	"hash/fnv"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"earshot/internal/social"
)

const (
	// leastEvery is the shortest interval of a plan.
	leastEvery = time.Second
	// maxJitter limits how far a source is moved off the plan.
	maxJitter = 2 * time.Minute
)

// Plan is a parsed schedule.
type Plan struct {
	every time.Duration
	cron  cron.Schedule
}

// cronFields are the fields of a cron line, in order.
var cronFields = [5]string{"minute", "hour", "day of month", "month", "day of week"}

// Parse reads "every 15m" or "15m" (as social.ParseLength does, from one second) or a cron line
// of five fields or a descriptor such as "@daily", in UTC. The error has
// social.CodeInvalid and names what is wrong with which field.
func Parse(text string) (Plan, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return Plan{}, social.Errorf(social.CodeInvalid, `schedule: it is empty; write for example "every 15m" or "0 */2 * * *"`)
	}
	for _, prefix := range []string{"every ", "@every "} {
		if value, ok := strings.CutPrefix(text, prefix); ok {
			return parseEvery(strings.TrimSpace(value))
		}
	}
	if strings.HasPrefix(text, "TZ=") || strings.HasPrefix(text, "CRON_TZ=") {
		return Plan{}, social.Errorf(social.CodeInvalid, "schedule: times are in UTC; leave out %q", strings.Fields(text)[0])
	}
	if _, err := social.ParseLength(text); err == nil && !strings.HasPrefix(text, "@") {
		return parseEvery(text) // "6h" is meant as "every 6h"
	}
	fields := strings.Fields(text)
	if !strings.HasPrefix(text, "@") && len(fields) != len(cronFields) {
		return Plan{}, social.Errorf(social.CodeInvalid,
			"schedule: %q is neither \"every\" with a duration nor a cron line of 5 fields (%s): it has %d",
			text, strings.Join(cronFields[:], ", "), len(fields))
	}
	parsed, err := cron.ParseStandard(text)
	if err != nil {
		return Plan{}, cronFault(text, fields, err)
	}
	if parsed.Next(time.Unix(0, 0).UTC()).IsZero() {
		return Plan{}, social.Errorf(social.CodeInvalid, "schedule: %q never comes, there is no such day", text)
	}
	return Plan{cron: parsed}, nil
}

func parseEvery(value string) (Plan, error) {
	every, err := social.ParseLength(value)
	if err != nil {
		return Plan{}, fmt.Errorf("schedule: every: %w", err)
	}
	if every < leastEvery {
		return Plan{}, social.Errorf(social.CodeInvalid, "schedule: every: %s is less than %s", value, leastEvery)
	}
	return Plan{every: every}, nil
}

// cronFault finds the wrong field by parsing each alone.
func cronFault(text string, fields []string, whole error) error {
	if len(fields) != len(cronFields) {
		return social.Errorf(social.CodeInvalid, "schedule: %q: %w", text, whole)
	}
	for i, field := range fields {
		alone := [5]string{"*", "*", "*", "*", "*"}
		alone[i] = field
		if _, err := cron.ParseStandard(strings.Join(alone[:], " ")); err != nil {
			return social.Errorf(social.CodeInvalid, "schedule: field %d (%s): %q: %w", i+1, cronFields[i], field, err)
		}
	}
	return social.Errorf(social.CodeInvalid, "schedule: %q: %w", text, whole)
}

// After returns the first time of the plan after t for the source of that name,
// in UTC. Each source has a fixed offset from the plan, derived from its name,
// of up to a tenth of the interval and at most 2 minutes, so that sources of
// the same plan do not all start at once.
func (p Plan) After(t time.Time, source string) time.Time {
	t = t.UTC()
	// The search starts earlier by the largest offset, to find a time that is
	// after t only with its offset.
	for at := p.tick(t.Add(-maxJitter)); ; at = p.tick(at) {
		if moved := at.Add(p.jitter(at, source)); moved.After(t) {
			return moved
		}
	}
}

// tick is the first time strictly after t, as written.
func (p Plan) tick(t time.Time) time.Time {
	if p.every > 0 {
		return t.Truncate(p.every).Add(p.every)
	}
	return p.cron.Next(t)
}

func (p Plan) jitter(at time.Time, source string) time.Duration {
	most := min(p.tick(at).Sub(at)/10, maxJitter)
	if most <= 0 {
		return 0
	}
	h := fnv.New64a()
	h.Write([]byte(source))
	return time.Duration(h.Sum64() % uint64(most))
}
