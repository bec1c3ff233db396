package engine

// ServeProgram runs the command line of "clickhouse local" in the library as the
// program of that name does: what it listens on is a port.
func ServeProgram(library string, args []string) error {
	lib, err := load(library)
	if err != nil {
		return err
	}
	return local(lib, args)
}
