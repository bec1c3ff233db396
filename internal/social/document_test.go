package social_test

import (
	"testing"

	"earshot/internal/query"
	"earshot/internal/social"
)

func TestDocumentTakesTheDeclaredLanguageWhereNoneWasFound(t *testing.T) {
	d := social.NewDocument(social.Post{Language: "pt-BR"}, social.Analysis{})
	if !query.MustParse("lang:pt").Match(&d) {
		t.Error("the declared language is not matched")
	}
	d = social.NewDocument(social.Post{Language: "pt-BR"}, social.Analysis{Language: "en", Hashtags: []string{"cup"}, Sentiment: social.Sentiment{Label: social.Negative, Sure: true}})
	if !query.MustParse("lang:en #cup sentiment:negative").Match(&d) {
		t.Error("what the analysis says is not matched")
	}
}

func TestAFaultInAQueryIsInvalidInput(t *testing.T) {
	if _, err := query.Parse("(coffee"); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("%v has the code %s", err, social.CodeOf(err))
	}
}
