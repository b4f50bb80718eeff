package org.keyrack.cli;

import java.nio.file.Path;
import org.keyrack.app.Bench;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where the operator's PIN comes from, the same in every command that exports. */
final class PinOptions {
    @ArgGroup
    private Source source = new Source();

    @Option(names = "--use-last-try")
    private boolean useLastTry;

    /** One of the two. */
    static final class Source {
        @Option(names = "--pin-file", paramLabel = "${bundle:label.FILE}")
        Path file;

        @Option(names = "--pin-env", paramLabel = "${bundle:label.NAME}")
        String environment;
    }

    PinEntry entry(CliContext context, OpenBench open, Bench bench, LastTries lastTries) {
        return new PinEntry(bench, source(context, open), useLastTry, lastTries);
    }

    /** The same with AS that are no cards. */
    PinEntry entry(CliContext context, OpenBench open, Bench bench, AsOptions places, LastTries lastTries)
            throws CliException {
        return new PinEntry(bench, places.pins(context, source(context, open)), useLastTry, lastTries);
    }

    private PinSource source(CliContext context, OpenBench open) {
        if (source.file != null) {
            return PinSource.file(context, source.file);
        }
        if (source.environment != null) {
            return PinSource.environment(
                    context, source.environment, () -> context.environment().get(source.environment));
        }
        PinSource prompt = PinSource.prompt(context);
        return open.cards().map(cards -> PinSource.of(cards, prompt)).orElse(prompt);
    }
}
