package org.keyrack.cli;

import org.keyrack.language.SentenceException;

/** Ends a command with one message and an exit code. */
final class CliException extends SentenceException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CliException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static CliException usage(String message) {
        return new CliException(ExitCode.USAGE, message);
    }

    static CliException bench(String message) {
        return new CliException(ExitCode.BENCH, message);
    }

    int exitCode() {
        return exitCode;
    }
}
