package opinion

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"earshot/internal/pipeline"
	"earshot/internal/social"
)

// task asks for a second opinion on a stored post.
type task struct {
	Platform string `json:"platform"`
	ID       string `json:"id"`
	// At is when the post was last read.
	At time.Time `json:"at"`
}

func decode(data []byte) (t task, err error) {
	err = json.Unmarshal(data, &t)
	return t, err
}

// Ask puts those of the stored posts on the opinions stream on which an opinion
// is wanted and none is noted. A post asked for twice waits once.
func (w *Worker) Ask(ctx context.Context, entries []social.Entry) error {
	var posts []social.Post
	for _, e := range entries {
		if w.opts.Policy.Wants(e.Post, e.Analysis) {
			posts = append(posts, e.Post)
		}
	}
	if len(posts) == 0 {
		return nil
	}
	noted, err := w.opts.Store.Opined(ctx, posts)
	if err != nil {
		return fmt.Errorf("opinion: look for opinions: %w", err)
	}
	var jobs []pipeline.Job
	for _, p := range posts {
		if noted[p.Key()] {
			continue
		}
		data, err := json.Marshal(task{Platform: p.Platform, ID: p.ID, At: w.Budget.Now().UTC()})
		if err != nil {
			return fmt.Errorf("opinion: encode opinion task: %w", err)
		}
		jobs = append(jobs, pipeline.Job{Key: p.Platform + " " + p.ID, Data: data})
	}
	if len(jobs) == 0 {
		return nil
	}
	if err := w.opts.Tasks.Put(ctx, jobs...); err != nil {
		return fmt.Errorf("opinion: ask for opinions: %w", err)
	}
	return nil
}
