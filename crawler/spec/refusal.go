package spec

import (
	"fmt"
	"strconv"
	"time"

	"earshot/crawler"
	"earshot/internal/social"
)

// signatureCodes are the codes of the states that a signature may name.
var signatureCodes = map[string]social.Code{
	"blocked": social.CodeBlocked, "login": social.CodeLogin, "captcha": social.CodeCaptcha,
	"limited": social.CodeRateLimited, "broken": social.CodeBroken,
}

// Refusal looks for the signatures of a refusal in an answer that is not a
// success. An answer in another form than the platform's says nothing.
func (f *File) Refusal(resp crawler.Response) error {
	if again := f.again(resp.Request.Step); again != nil {
		doc, err := f.document(resp)
		if err != nil {
			doc = nil
		}
		if again.Unsure.refused(resp.Status, doc) != nil {
			return social.Errorf(social.CodeBroken, "the answer does not tell whether the post is there")
		}
		if err := again.Gone.refused(resp.Status, doc); err != nil {
			return err
		}
	}
	for _, s := range f.Errors {
		if s.Status != 0 && s.Status == resp.Status {
			return social.Errorf(signatureCodes[s.State], "%s", s.Message)
		}
	}
	doc, err := f.document(resp)
	if err != nil {
		return nil
	}
	if _, err := f.refusal(doc); social.CodeOf(err) != social.CodeBroken {
		return err
	}
	return nil
}

// The states of answers that refuse nothing: one that says that there is nothing to read,
// and one that is whole and asks for a pause.
const (
	stateEmpty = "empty"
	statePause = "pause"
)

// refusal looks for the signatures of a refusal. nothing tells that the platform
// says in such a way that there is nothing to read.
func (f *File) refusal(doc node) (nothing bool, err error) {
	for _, s := range f.Errors {
		if s.Status != 0 || s.State == statePause || !s.holds(doc) {
			continue
		}
		if s.State == stateEmpty {
			return true, nil
		}
		said := ""
		if words := doc.pick(s.Selector); len(words) > 0 {
			said = fmt.Sprintf(" (%.100s)", words[0])
		}
		if wait, ok := s.wait(doc); ok {
			return false, crawler.ComeBack(wait, "%s%s, in %s", s.Message, said, wait)
		}
		return false, social.Errorf(signatureCodes[s.State], "%s%s", s.Message, said)
	}
	return false, nil
}

// pause is for how long a whole answer asks to be left alone; 0 where it does not.
func (f *File) pause(doc node) time.Duration {
	for _, s := range f.Errors {
		if s.State == statePause && s.holds(doc) {
			wait, _ := s.wait(doc)
			return wait
		}
	}
	return 0
}

// wait reads for how long an answer asks to be left alone, at most a day.
func (s Signature) wait(doc node) (time.Duration, bool) {
	if s.Wait == nil {
		return 0, false
	}
	n, err := strconv.ParseFloat(one(doc.pick(*s.Wait)), 64)
	if err != nil || !(n >= 0) {
		return 0, false
	}
	return time.Duration(min(n, 86400) * float64(time.Second)).Round(time.Second), true
}
