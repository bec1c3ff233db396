package picture

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// maxAnswers bounds how many answers are read.
const maxAnswers = 20_000

// AnswerLogo stores what a person says of a logo; of two answers about one brand in one
// picture the later stands. The error has social.CodeInvalid for an answer without a
// picture, a brand or a time.
func (s *Pictures) AnswerLogo(ctx context.Context, a social.LogoAnswer) error {
	if a.SHA256 == "" || a.Brand == "" || !database.Storable(a.At) || len(a.By) > social.MaxCorrector {
		return social.Errorf(social.CodeInvalid, "storage: an answer about a logo needs a picture, a brand and a time")
	}
	if a.Verdict != social.LogoYes && a.Verdict != social.LogoNo && a.Verdict != social.LogoUnsaid {
		return social.Errorf(social.CodeInvalid, "storage: %.20q is no answer about a logo: yes, no, or nothing", a.Verdict)
	}
	return s.db.Insert(ctx, queries.InsertLogoAnswers, []string{a.SHA256}, []string{a.Brand}, []uint64{uint64(a.At.UnixMicro())}, []string{string(a.Verdict)},
		[]int64{int64(a.Box.X)}, []int64{int64(a.Box.Y)}, []int64{int64(a.Box.W)}, []int64{int64(a.Box.H)}, []time.Time{a.At}, []string{a.By})
}

// LogoAnswers are the answers that stand, the latest first.
func (s *Pictures) LogoAnswers(ctx context.Context) ([]social.LogoAnswer, error) {
	return database.Collect(ctx, s.db, queries.LogoAnswers, database.Params{"limit": uint64(maxAnswers)}, func(r driver.Rows) (a social.LogoAnswer, err error) {
		row, err := rowOf(r)
		if err != nil {
			return a, err
		}
		a = social.LogoAnswer{SHA256: row.Text(), Brand: row.Text(), Verdict: social.LogoVerdict(row.Text())}
		a.Box = social.Box{X: int(row.Int64()), Y: int(row.Int64()), W: int(row.Int64()), H: int(row.Int64())}
		a.At, a.By = row.Time(), row.Text()
		return a, row.Err()
	})
}

func rowOf(r driver.Rows) (*database.Row, error) {
	var line string
	if err := r.Scan(&line); err != nil {
		return nil, err
	}
	return database.NewRow(line), nil
}

// KeepLogo stores a picture of a brand's logo, or takes it out of use.
func (s *Pictures) KeepLogo(ctx context.Context, e social.LogoExample, removed bool) error {
	if e.Brand == "" || e.SHA256 == "" || !database.Storable(e.At) || len(e.By) > social.MaxCorrector {
		return social.Errorf(social.CodeInvalid, "storage: a picture of a logo needs a brand, a digest and a time")
	}
	return s.db.Insert(ctx, queries.InsertLogoExamples, []string{e.Brand}, []string{e.SHA256}, []uint64{uint64(e.At.UnixMicro())}, []string{e.Name}, []string{e.Type},
		[]string{string(e.Data)}, []bool{removed}, []time.Time{e.At}, []string{e.By})
}

// LogoExamples are the uploaded pictures of logos that are in use, by brand.
func (s *Pictures) LogoExamples(ctx context.Context) ([]social.LogoExample, error) {
	return database.Collect(ctx, s.db, queries.LogoExamples, nil, func(r driver.Rows) (e social.LogoExample, err error) {
		row, err := rowOf(r)
		if err != nil {
			return e, err
		}
		e = social.LogoExample{Brand: row.Text(), SHA256: row.Text(), Name: row.Text(), Type: row.Text(), Data: []byte(row.Text())}
		e.At, e.By = row.Time(), row.Text()
		return e, row.Err()
	})
}

// PerhapsLogos are up to limit pictures in which a logo is only perhaps, the newest first,
// and how many there are.
func (s *Pictures) PerhapsLogos(ctx context.Context, limit int) ([]social.Media, uint64, error) {
	counts, err := database.Collect(ctx, s.db, queries.LogosPerhapsCount, nil, func(r driver.Rows) (n uint64, err error) {
		return n, r.Scan(&n)
	})
	if err != nil || len(counts) == 0 || counts[0] == 0 {
		return nil, 0, err
	}
	list, err := database.Collect(ctx, s.db, queries.LogosPerhaps, database.Params{"limit": uint64(limit)}, scanMedia)
	return list, counts[0], err
}

// URLsOfPicture are the addresses behind which the picture of these bytes is.
func (s *Pictures) URLsOfPicture(ctx context.Context, sha256 string) ([]string, error) {
	return database.Collect(ctx, s.db, queries.LogoUrls, database.Params{"sha": sha256}, scanURL)
}

// PicturesOutdated are up to limit addresses after one, in order, of pictures whose fingerprint
// is of another scheme, or in whose original other logos were looked for than those of set.
func (s *Pictures) PicturesOutdated(ctx context.Context, scheme uint8, set, after string, limit int) ([]string, error) {
	return database.Collect(ctx, s.db, queries.PicturesOutdated, database.Params{"scheme": scheme, "set": set, "after": after, "limit": uint64(limit)}, scanURL)
}

func scanURL(r driver.Rows) (url string, err error) { return url, r.Scan(&url) }
