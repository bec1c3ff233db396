// Package cli is the command line, one file per command. Results go to standard
// output, progress and logs to standard error. Exit codes: 0 done, 1 failed, 2
// wrong usage or configuration.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
	"golang.org/x/term"

	"earshot/analyzer/ocr/paddle"
	"earshot/internal/app"
	"earshot/internal/shown"
	"earshot/internal/social"
	"earshot/storage/engine"
)

const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// streams are the standard streams of one command.
type streams struct {
	in io.Reader
	// out and err are for people, and for programs that read JSON: what is written
	// there has no character that a terminal obeys, and no secret.
	out, err io.Writer
	// data is standard output for files, which are exact.
	data io.Writer
	// live says that err is a terminal, on which a line may be written anew.
	live bool
}

// commands is the definition of the command line.
type commands struct {
	Config    string `short:"c" name:"config" placeholder:"FILE" env:"EARSHOT_CONFIG" help:"Configuration file (default: earshot.yaml or earshot.yml, where there is one)."`
	Data      string `name:"data" placeholder:"DIR" env:"EARSHOT_DATA" help:"Folder for everything Earshot stores (default: ./data; demo: ./data-demo)."`
	LogLevel  string `name:"log-level" enum:"debug,info,warn,error" default:"info" help:"How much to log: debug, info, warn or error."`
	LogFormat string `name:"log-format" enum:"text,json" default:"text" env:"EARSHOT_LOG_FORMAT" help:"How a line of the log looks: text (key=value) or json, an object a line for programs."`

	Run         runCommand         `cmd:"" help:"Listen: schedule crawls, analyse what they find and serve the dashboard."`
	Demo        demoCommand        `cmd:"" help:"Run against built-in sample platforms: offline, ends in a full dashboard within a minute."`
	Crawl       crawlCommand       `cmd:"" help:"Crawl, analyse and store once, wait until all is done, and print a summary."`
	Export      exportCommand      `cmd:"" help:"Write trends, posts and what belongs to them as CSV, NDJSON, Parquet or a workbook (xlsx)."`
	Import      importCommand      `cmd:"" help:"Read posts from files that others collected, analyse and store them."`
	Analyze     analyzeCommand     `cmd:"" help:"Analyse text from standard input, or pictures in files, without storing anything."`
	Query       queryCommand       `cmd:"" help:"Work with the boolean query language."`
	Assistants  assistantsCommand  `cmd:"" help:"What assistants say of the brands, beside what people say."`
	Source      sourceCommand      `cmd:"" help:"Show the platforms Earshot can read, add one, try a source, and tell how the sources do."`
	Train       trainCommand       `cmd:"" help:"Fit a sentiment model on labelled posts."`
	Eval        evalCommand        `cmd:"" name:"evaluate" help:"Measure sentiment models on labelled posts, side by side."`
	Model       modelCommand       `cmd:"" help:"Choose among the sentiment models tuned to your corrections."`
	Corrections correctionsCommand `cmd:"" help:"Judge the sentiment of posts from the command line."`
	Reanalyze   reanalyzeCommand   `cmd:"" help:"Analyse the stored posts again with the model now in use."`
	Parked      parkedCommand      `cmd:"" help:"See, retry or drop the messages that could not be worked on."`
	Bench       benchCommand       `cmd:"" help:"Measure speed, and make stores to measure with."`
	Doctor      doctorCommand      `cmd:"" help:"Check engine, streams, folders, configuration and sources, and say what to do."`
	Ready       readyCommand       `cmd:"" help:"Ask a running Earshot whether it is ready: exit code 0 where it is, for containers and scripts."`
	Engine      engineCommand      `cmd:"" help:"Bring the embedded engine to this machine."`
	Verify      verifyCommand      `cmd:"" help:"Prove that all that is stored is exact, or name what is not; repair it, and read again what is lost."`
	Backup      backupCommand      `cmd:"" help:"Copy all that is stored to a folder or to S3, also beside an Earshot that is running."`
	Restore     restoreCommand     `cmd:"" help:"Bring a backup back into an empty data folder."`
	Migrate     migrateCommand     `cmd:"" help:"Bring the database's tables to this version."`
	Version     versionCommand     `cmd:"" help:"Print the version."`
}

// newCommands returns the command line with the flags that are generated from
// tables.
func newCommands() commands {
	var c commands
	for _, f := range []*postFilter{
		&c.Export.Trends.postFilter, &c.Export.Posts.postFilter, &c.Export.Authors.postFilter, &c.Export.Images.postFilter, &c.Export.Opinions.postFilter,
		&c.Reanalyze.postFilter,
	} {
		f.readingFlags = newReadingFlags()
	}
	return c
}

const description = `Earshot is open-source social listening: it hears what is said in public about a brand, in words and in
pictures, and shows what changed and why. No account, no cloud; everything stays in one folder.

  earshot demo                                  see it work, offline
  earshot run -c earshot.yaml                   listen
  earshot crawl --once                          crawl what is configured, once
  earshot export trends --by week -o trends.csv
  earshot export posts --brand Northwind --format ndjson`

// Main runs the command line and returns the exit code.
func Main(args []string, in io.Reader, out, errOut io.Writer) int {
	engine.ServeIfChild()
	paddle.ServeIfChild()
	boundGarbage()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	var secrets shown.Secrets
	secrets.Add(app.EnvironmentSecrets(os.Environ())...)
	live := terminal(errOut)
	data, plain := out, shown.NewWriter(out, &secrets, false)
	errOut = shown.NewWriter(errOut, &secrets, true)
	if terminal(out) {
		data = plain
	}
	out = plain

	c := newCommands()
	code := -1
	parser, err := kong.New(&c, kong.Name("earshot"), kong.Description(description),
		kong.Writers(out, errOut), formatNames(), kong.Exit(func(n int) { code = n }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}))
	if err != nil {
		fmt.Fprintf(errOut, "earshot: %v\n", err)
		return exitFailed
	}
	call, err := parser.Parse(args)
	if code >= 0 { // --help was printed
		return code
	}
	if err != nil {
		var fault *kong.ParseError
		if !errors.As(err, &fault) {
			fmt.Fprintf(errOut, "earshot: %v\n", err)
		} else {
			fmt.Fprintf(errOut, "earshot: %s\n", usageFault(fault))
			fmt.Fprintf(errOut, "Try: %s --help\n", strings.Join(append([]string{"earshot"}, strings.Fields(fault.Context.Command())...), " "))
		}
		return exitUsage
	}
	log := newLog(errOut, c.LogLevel, c.LogFormat)
	defer log.Flush()
	program, err := os.Executable()
	if err != nil {
		program = "" // pictures are not read then, which the log says
	}
	settings := app.Settings{Program: program, ConfigFile: c.Config, DataDir: c.Data, Environ: os.Environ(), Version: version(), Log: slog.New(log), Secrets: &secrets}
	call.BindTo(ctx, (*context.Context)(nil))
	if err := call.Run(settings, streams{in: in, out: out, err: errOut, data: data, live: live}); err != nil {
		return report(errOut, err)
	}
	return exitDone
}

// usageFault is a fault of the command line in words: what is not the name of a
// command, where one is wanted, is told as such.
func usageFault(fault *kong.ParseError) string {
	text := fault.Error()
	if at := fault.Context.Selected(); at == nil || len(at.Children) > 0 {
		return strings.Replace(text, "unexpected argument ", "there is no command ", 1)
	}
	return text
}

// terminal tells whether w is one.
func terminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// report prints err for a person and chooses the exit code.
func report(w io.Writer, err error) int {
	if errors.Is(err, errReported) {
		return exitFailed
	}
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(w, "earshot: interrupted; what was read is kept, and the next start goes on from there")
		return exitFailed
	}
	fmt.Fprintf(w, "earshot: %v\n", err)
	if social.CodeOf(err) == social.CodeInvalid {
		return exitUsage
	}
	return exitFailed
}

// errReported ends a command with exit code 1 after everything there is to say
// was printed.
var errReported = errors.New("failed")

// version is the module version, or the commit the binary was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return s.Value[:12]
		}
	}
	return "development"
}
