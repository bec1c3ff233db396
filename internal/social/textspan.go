package social

// TextSpan is a piece of a text, as byte offsets: from Start up to before End.
type TextSpan struct{ Start, End int }
