package cli

import (
	"context"
	"fmt"

	"earshot/internal/app"
	"earshot/internal/social"
	"earshot/storage"
)

type correctionsCommand struct {
	Set    correctionsSetCommand    `cmd:"" help:"Set the sentiment of a post, or call it right, as on the dashboard."`
	Import correctionsImportCommand `cmd:"" help:"Read judgements from files that export corrections wrote, or others of that form."`
}

type correctionsSetCommand struct {
	Platform string `arg:"" help:"Platform of the post, such as mastodon."`
	ID       string `arg:"" name:"id" help:"Identifier of the post, as exports have it."`
	Label    string `arg:"" enum:"negative,neutral,positive,right,none" help:"negative, neutral or positive; right calls the present one right, none takes a judgement back."`
	Brand    string `placeholder:"NAME" help:"Judge the mention of this brand alone."`
	By       string `placeholder:"NAME" help:"Who judges."`
	Copies   bool   `help:"Apply it to the posts with the same text and the near copies, too, but for those that a person has judged."`
}

// Run stores the judgement.
func (c correctionsSetCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	store, done, err := app.OpenStore(ctx, settings)
	if err != nil {
		return err
	}
	defer done()
	given, err := c.correction(ctx, store)
	if err != nil {
		return err
	}
	if err := store.Correct(ctx, given); err != nil {
		return err
	}
	said := string(given.Label)
	switch {
	case given.Label == social.Unknown:
		said = "taken back"
	case c.Copies:
		copies, err := passOn(ctx, store, given)
		if err != nil {
			return err
		}
		said = fmt.Sprintf("%s, and %d copies", given.Label, copies)
	}
	_, err = fmt.Fprintf(std.out, "%s %s: %s\n", c.Platform, c.ID, said)
	return err
}

// correction is the judgement that the arguments say.
func (c correctionsSetCommand) correction(ctx context.Context, store *storage.Store) (social.Correction, error) {
	given := social.Correction{Key: social.Key{Platform: c.Platform, ID: c.ID}, Brand: c.Brand, Label: social.Label(c.Label), By: c.By}
	switch c.Label {
	case "none":
		given.Label = social.Unknown
	case "right":
		p, err := store.Post(ctx, given.Key)
		if err != nil {
			return given, err
		}
		present := p.Analysis.SentimentToward(c.Brand)
		given.Label = present.Label
		given.Confirmed = !present.Corrected || present.Confirmed // else it is what a person said, not the model
		if given.Label == social.Unknown {
			return given, social.Errorf(social.CodeInvalid, "the post was not judged, so there is nothing to call right")
		}
	}
	return given, nil
}

// passOn gives the copies of a post the same judgement, and returns how many.
func passOn(ctx context.Context, store *storage.Store, given social.Correction) (int, error) {
	twins, err := store.Twins(ctx, given.Key)
	if err != nil {
		return 0, err
	}
	list := make([]social.Correction, len(twins))
	for i, key := range twins {
		list[i] = given
		list[i].Key = key
	}
	return store.CorrectAll(ctx, list)
}
