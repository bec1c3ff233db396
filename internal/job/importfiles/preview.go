package importfiles

import (
	"errors"

	"earshot/internal/importer"
	"earshot/internal/social"
)

// shownPosts is how many posts of a file a preview shows.
const shownPosts = 5

// Preview is what an import would read of a file.
type Preview struct {
	importer.Summary
	// First are the first posts, as they are understood.
	First []social.Post `json:"first"`
}

// Previews reads files as Run does and stores nothing.
func Previews(opts Options) ([]Preview, error) {
	list := []Preview{}
	for _, name := range opts.Files {
		in, read, err := openImport(name, opts)
		if err != nil {
			return list, err
		}
		p := Preview{First: []social.Post{}}
		p.Summary, err = importer.Read(in, read, func(post social.Post) error {
			if len(p.First) < shownPosts {
				p.First = append(p.First, post)
			}
			return nil
		})
		if err := errors.Join(err, in.Close()); err != nil {
			return list, err
		}
		list = append(list, p)
	}
	return list, nil
}
