package verify

import (
	"context"
	"fmt"
	"path/filepath"

	"earshot/internal/app"
	"earshot/internal/social"
	"earshot/storage/stream"
)

// pictures reads the bytes of every picture and holds them against their name.
func (v *verification) pictures(ctx context.Context) error {
	store, err := app.OpenMedia(ctx, v.settings, v.cfg.Storage)
	if err != nil {
		return fmt.Errorf("verify: %w", err)
	}
	defer store.Close()
	seen := map[string]bool{}
	gone, altered := social.Damage{Kind: social.DamageFile, Table: "pictures whose bytes are gone"}, social.Damage{Kind: social.DamageFile, Table: "pictures whose bytes are altered"}
	err = v.store.EachReady(ctx, func(url, sha, thumb string) error {
		for _, key := range []string{sha, thumb} {
			if key == "" || seen[key] {
				continue
			}
			seen[key] = true
			v.sum.Pictures++
			_, _, err := store.Get(ctx, key)
			switch social.CodeOf(err) {
			case "":
			case social.CodeNotFound:
				gone.Rows++
				gone.Detail = "such as that of " + url
			case social.CodeBroken:
				altered.Rows++
				altered.Detail = "such as that of " + url
			default:
				return err
			}
		}
		return nil
	})
	for _, d := range []social.Damage{gone, altered} {
		if d.Rows > 0 {
			v.sum.Damage = append(v.sum.Damage, d)
		}
	}
	return err
}

// streams opens the streams and reads all that waits in them.
func (v *verification) streams(ctx context.Context) {
	bus, err := stream.Open(ctx, stream.Options{Dir: filepath.Join(v.settings.Folder(), "streams"), URL: v.cfg.Streams.URL, Replicas: v.cfg.Streams.Replicas, Version: v.settings.Version, Log: v.settings.Log})
	if social.CodeOf(err) == social.CodeConflict {
		v.sum.Streams = "in use by the Earshot that is running here, which reads them"
		return
	}
	n := 0
	if err == nil {
		n, err = bus.ReadAll(ctx)
		if cerr := bus.Close(); err == nil {
			err = cerr
		}
	}
	v.sum.Streams = fmt.Sprintf("%d messages and values read", n)
	if err != nil {
		v.sum.Streams = "not readable"
		v.sum.Damage = append(v.sum.Damage, social.Damage{Kind: social.DamageFile, Table: "streams that cannot be read", Rows: 1, Detail: err.Error()})
	}
}
