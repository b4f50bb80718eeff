package org.keyrack.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.keyrack.app.Bench;
import org.keyrack.app.BenchView;
import org.keyrack.app.CauseTexts;
import org.keyrack.language.Wording;
import org.keyrack.reader.ReaderSnapshot.Service;
import picocli.CommandLine.Option;

/** Which bench a command works on. */
final class BenchOptions {
    /** Readers may take this long to show and cards to be read. */
    private static final Duration READING = Duration.ofSeconds(30);

    @Option(names = "--sim", arity = "0..1", paramLabel = "${bundle:label.FILE}", fallbackValue = "demo")
    String sim;

    @Option(names = "--pcsc")
    boolean pcsc;

    void check() throws CliException {
        if (pcsc && sim != null) {
            throw CliException.usage(Wording.of("cli").get("bench.both"));
        }
    }

    boolean simulated() {
        return sim != null;
    }

    Optional<Path> rack() {
        return rack(sim);
    }

    static Optional<Path> rack(String name) {
        return name.equals("demo") ? Optional.empty() : Optional.of(Path.of(name));
    }

    /** Waits until the cards are read; fails when the service does not run. */
    static BenchView read(Bench bench, CauseTexts texts) throws CliException, InterruptedException {
        BenchView view = bench.awaitRead(READING);
        if (view.service() != Service.RUNNING) {
            throw CliException.bench(texts.sentence(view.service()));
        }
        return view;
    }
}
