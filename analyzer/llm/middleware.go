package llm

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/openai/openai-go/v3/option"

	"earshot/internal/social"
)

// maxErrorBytes is how much of an error answer is read.
const maxErrorBytes = 16 << 10

// errTooLarge ends the reading of an answer above the size limit.
var errTooLarge = errors.New("the answer is larger than allowed")

// limitAndNormalize is middleware that fails the reading of an answer after size
// bytes, and rewrites error answers to the one shape the SDK understands:
// without it, a 502 with a proxy's HTML page would be reported as invalid JSON.
func limitAndNormalize(size int64) option.Middleware {
	return func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
		res, err := next(req)
		if err != nil || res == nil || res.Body == nil {
			return res, err
		}
		if res.StatusCode < http.StatusBadRequest {
			if kind, _, _ := mime.ParseMediaType(res.Header.Get("Content-Type")); kind == "text/html" {
				res.Body = &replacedBody{Reader: pageBody{}, Closer: res.Body}
				return res, nil
			}
			res.Body = &limitedBody{ReadCloser: res.Body, left: size}
			return res, nil
		}
		body, err := io.ReadAll(io.LimitReader(res.Body, maxErrorBytes))
		if err != nil {
			body = nil // the status says enough
		}
		shaped, err := normalizeError(body)
		if err != nil {
			return res, err
		}
		res.Body = &replacedBody{Reader: bytes.NewReader(shaped), Closer: res.Body}
		return res, nil
	}
}

// ErrPage is wrapped by errors of Ask when the address answers with a page for people: it
// ends the reading of such an answer.
var ErrPage = errors.New("it is a web page, not an answer of the chat completions API")

// pageBody is what is read of such a page.
type pageBody struct{}

func (pageBody) Read([]byte) (int, error) { return 0, ErrPage }

type replacedBody struct {
	io.Reader
	io.Closer
}

type limitedBody struct {
	io.ReadCloser
	left int64
}

func (b *limitedBody) Read(p []byte) (int, error) {
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.ReadCloser.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, errTooLarge
	}
	if err != nil && err != io.EOF {
		err = social.Errorf(social.CodeUnavailable, "llm: the answer broke off: %w", err)
	}
	return n, err
}

// normalizeError returns {"error":{"message":...,"param":...}} for the shapes
// that servers use: that one, {"error":"..."}, {"message":"..."} and plain text.
// An HTML page has no message.
func normalizeError(body []byte) ([]byte, error) {
	type fault struct {
		Message string `json:"message"`
		Param   string `json:"param"`
	}
	var known struct {
		Error   json.RawMessage `json:"error"`
		Message string          `json:"message"`
	}
	var out struct {
		Error fault `json:"error"`
	}
	switch json.Unmarshal(body, &known) {
	case nil:
		out.Error.Message = known.Message
		var detail fault
		var plain string
		if json.Unmarshal(known.Error, &detail) == nil {
			out.Error = detail
		} else if json.Unmarshal(known.Error, &plain) == nil {
			out.Error.Message = plain
		}
	default:
		if start := strings.TrimSpace(string(body)); !strings.HasPrefix(start, "<") {
			out.Error.Message = start
		}
	}
	return json.Marshal(out)
}
