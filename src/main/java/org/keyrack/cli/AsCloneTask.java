package org.keyrack.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.keyrack.app.AsCare;
import org.keyrack.app.AsClone;
import org.keyrack.app.AsClone.Sealed;
import org.keyrack.app.CareWords;
import org.keyrack.app.InputException;
import org.keyrack.app.SealedRecordFile;
import org.keyrack.files.InputFileException;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.SentenceException;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.apdu.CardFailure;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyrack as clone}: a second AS from the first, or from a file of sealed records; or that file. */
@CommandLine.Command(name = "clone")
final class AsCloneTask extends AsTask {
    @Option(names = "--from", paramLabel = "${bundle:label.READER}")
    private String from;

    @Option(names = "--to", paramLabel = "${bundle:label.READER}")
    private String to;

    @Option(names = "--records", paramLabel = "${bundle:label.FILE}")
    private Path records;

    @Option(names = "--give", paramLabel = "REF1=N")
    private Map<Integer, Long> give = new LinkedHashMap<>();

    @Option(names = "--reopen")
    private boolean reopen;

    @Option(names = "--operational")
    private boolean operational;

    @Mixin
    private RolePinOptions pins;

    @Option(names = "--to-admin-pin-file", paramLabel = "${bundle:label.FILE}")
    private Path toAdministrator;

    @Option(names = "--to-custodian-pin-file", paramLabel = "${bundle:label.FILE}")
    private Path toCustodian;

    @Override
    void checkOptions(CliContext context) throws CliException {
        int ends = (from == null ? 0 : 1) + (to == null ? 0 : 1) + (records == null ? 0 : 1);
        if (ends != 2 || from != null && from.equals(to) || to == null && !give.isEmpty()) {
            throw CliException.usage(context.words().get("clone.what"));
        }
    }

    @Override
    int work(CliContext context, Cards cards)
            throws CliException, InputException, CardFailure, JournalUnavailable, InputFileException {
        if (from == null) {
            Sealed kept = SealedRecordFile.read(records);
            try (AsCare second = cards.open(Optional.of(to))) {
                AsClone.requireShares(kept, second, give);
                return restore(context, cards, kept, Optional.empty(), second);
            }
        }
        try (AsCare first = cards.open(Optional.of(from))) {
            open(context, cards, first);
            if (to == null) {
                return keep(context, first);
            }
            try (AsCare second = cards.open(Optional.of(to))) {
                // What the second refuses is known before the first is asked for anything.
                AsClone.requireReady(second, first.protection().kbkKcv());
                AsClone.requireShares(first, second, give);
                Sealed sealed = AsClone.seal(first, told(context, CareWords::sealed));
                return restore(context, cards, sealed, Optional.of(first), second);
            }
        }
    }

    /** The three persons of the first AS, and LOADING. */
    private void open(CliContext context, Cards cards, AsCare first)
            throws CliException, InputException, CardFailure, JournalUnavailable {
        boolean back = reopen && first.identity().state() == LifeCycleState.OPERATIONAL;
        if (!back) {
            first.requireLoading();
        }
        pins.pins(context, cards.lastTries())
                .verify(first, PinReference.OPERATOR, PinReference.ADMINISTRATOR, PinReference.CUSTODIAN);
        if (back) {
            first.setState(LifeCycleState.LOADING);
        }
    }

    private int keep(CliContext context, AsCare first)
            throws CliException, InputException, CardFailure, JournalUnavailable {
        Sealed sealed = AsClone.seal(first, told(context, CareWords::sealed));
        try {
            SealedRecordFile.write(records, sealed);
        } catch (IOException e) {
            throw CliException.bench(SentenceException.said(e));
        }
        close(Optional.of(first));
        return end(context, sealed, sealed.records().size(), records.toString());
    }

    private int restore(CliContext context, Cards cards, Sealed sealed, Optional<AsCare> first, AsCare second)
            throws CliException, InputException, CardFailure, JournalUnavailable {
        Map<PinReference, Path> files = new EnumMap<>(PinReference.class);
        PinFileOptions.put(files, PinReference.ADMINISTRATOR, toAdministrator);
        PinFileOptions.put(files, PinReference.CUSTODIAN, toCustodian);
        second.requireLoading();
        new RolePins(context, files, pins.useLastTry(), cards.lastTries())
                .verify(second, PinReference.ADMINISTRATOR, PinReference.CUSTODIAN);
        int taken = AsClone.restore(sealed, second, told(context, CareWords::restored));
        AsClone.divide(first, second, give);
        if (operational) {
            second.setState(LifeCycleState.OPERATIONAL);
        }
        close(first);
        return end(context, sealed, taken, second.reader());
    }

    private void close(Optional<AsCare> first) throws CardFailure, JournalUnavailable {
        if (operational && first.isPresent()) {
            first.get().setState(LifeCycleState.OPERATIONAL);
        }
    }

    private static AsClone.Listener told(CliContext context, BiFunction<Integer, Integer, String> words) {
        return (done, of) -> {
            context.err().println(words.apply(done, of));
            context.err().flush();
        };
    }

    /** Exit code 1: a key may not leave, so that the second AS is not the first's like. */
    private int end(CliContext context, Sealed sealed, int taken, String where) {
        if (json()) {
            ObjectNode root = Json.object()
                    .put("records", sealed.records().size())
                    .put("taken", taken)
                    .put("kbkKcv", sealed.kbkKcv().toString());
            ArrayNode left = root.putArray("left");
            sealed.left().forEach(left::add);
            context.out().println(root);
        } else {
            CareWords.cloned(sealed, taken, where).forEach(context.out()::println);
        }
        return sealed.left().isEmpty() ? ExitCode.DONE : ExitCode.UNITS_FAILED;
    }
}
