package org.keyrack.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the PINs of the persons of an AS come from, the same in every command that verifies more than one. */
final class RolePinOptions {
    @Mixin
    private PinFileOptions files;

    @Option(names = "--use-last-try")
    private boolean useLastTry;

    boolean useLastTry() {
        return useLastTry;
    }

    RolePins pins(CliContext context, LastTries lastTries) {
        return new RolePins(context, files.files(), useLastTry, lastTries);
    }
}
