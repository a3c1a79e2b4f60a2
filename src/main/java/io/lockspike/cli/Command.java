package io.lockspike.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// One command of `lif`: its options, and what it does with them. It returns the exit code; what
/// the user did wrong it throws as a [io.lockspike.equation.BadInputException].
///
/// The options are built by hand and not from annotations, and only those of the command that is
/// called: that halves the start-up.
interface Command {

    CommandSpec options();

    int run(ParseResult options, Console console);
}
