package spec

// Access says what the addresses of a platform are to programs. The robots.txt of a
// server decides of a `page`. An `interface` is documented and offered to programs: its
// terms and rate limits decide, and of robots.txt the pause is kept. With `credentials`
// the terms decide that the operator accepted to have them.
type Access struct {
	// Open is what is asked without credentials. Default: `page`.
	Open string `yaml:"open" enum:"page,interface"`
	// Signed is what is asked with the headers of `sign`. Default: `page`.
	Signed string `yaml:"signed" enum:"page,credentials"`
	// Terms is the address of the documentation or the terms that allow it. It must
	// stand where something is no page.
	Terms string `yaml:"terms"`
}

// Need is a credential without which nothing can be read.
type Need struct {
	// Credential is its name under `credentials` of a source.
	Credential string `yaml:"credential" need:"yes"`
	// Message is what an operator without it is told.
	Message string `yaml:"message" need:"yes"`
}

// Consent is a parameter that must have one value, so that nobody reads the
// platform unawares.
type Consent struct {
	// Param is its name, which stands in `params` as well.
	Param string `yaml:"param" need:"yes"`
	// Value is the value it must have.
	Value string `yaml:"value" need:"yes"`
	// Message is what an operator is told whose source does not have it.
	Message string `yaml:"message" need:"yes"`
}
