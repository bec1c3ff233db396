package picture

import (
	"context"
	"encoding/json"
	"fmt"

	"earshot/internal/pipeline"
	"earshot/internal/social"
)

// Asker puts the pictures of stored posts on the media stream.
type Asker struct{ Tasks pipeline.Sink }

// Ask asks for the pictures of entries. The key of a task is the address, so a
// picture asked for twice waits once.
func (a Asker) Ask(ctx context.Context, entries []social.Entry) error {
	var jobs []pipeline.Job
	for _, e := range entries {
		for _, img := range e.Post.Images {
			task, err := json.Marshal(social.MediaTask{URL: img.URL, Referrer: e.Post.URL, Source: e.Post.Source})
			if err != nil {
				return fmt.Errorf("picture: encode media task: %w", err)
			}
			jobs = append(jobs, pipeline.Job{Key: img.URL, Data: task})
		}
	}
	if len(jobs) == 0 {
		return nil
	}
	if err := a.Tasks.Put(ctx, jobs...); err != nil {
		return fmt.Errorf("picture: ask for pictures: %w", err)
	}
	return nil
}
