package org.keyrack.cli;

/** What the program tells the shell. */
public final class ExitCode {
    /** All loaded, or whatever was asked for is done. */
    public static final int DONE = 0;
    /** Some unit failed. */
    public static final int UNITS_FAILED = 1;
    /** The command line or a file that it names cannot be used. */
    public static final int USAGE = 2;
    /** The bench cannot be used: no service, no reader, no AS, no module, no PIN. */
    public static final int BENCH = 3;

    private ExitCode() {}
}
