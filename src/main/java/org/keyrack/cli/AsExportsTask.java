package org.keyrack.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.keyrack.app.AsCare;
import org.keyrack.app.CareWords;
import org.keyrack.app.InputException;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.apdu.CardFailure;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keyrack as exports}: shows exports left, and sets them by administrator and custodian together. */
@CommandLine.Command(name = "exports")
final class AsExportsTask extends AsTask {
    @Parameters(arity = "0..*", paramLabel = "REF1=N", descriptionKey = "exportsLeft")
    private Map<Integer, Long> exports = new LinkedHashMap<>();

    @Option(names = "--reader", paramLabel = "${bundle:label.NAME}")
    private String reader;

    @Mixin
    private RolePinOptions pins;

    @Override
    boolean asks() {
        return !exports.isEmpty();
    }

    @Override
    int work(CliContext context, Cards cards) throws CliException, InputException, CardFailure, JournalUnavailable {
        try (AsCare as = cards.open(Optional.ofNullable(reader))) {
            if (!exports.isEmpty()) {
                set(context, cards, as);
            }
            return show(context, as);
        }
    }

    private void set(CliContext context, Cards cards, AsCare as)
            throws CliException, InputException, CardFailure, JournalUnavailable {
        as.requireExports(exports);
        pins.pins(context, cards.lastTries()).verify(as, PinReference.ADMINISTRATOR, PinReference.CUSTODIAN);
        inLoading(context, as, () -> as.putExportsLeft(exports));
    }

    private int show(CliContext context, AsCare as) throws CardFailure {
        if (json()) {
            var root = Json.object()
                    .put("asId", as.identity().asId().hex())
                    .put("acts", as.identity().acts());
            var keys = root.putArray("keys");
            as.keys()
                    .forEach(key -> keys.addObject()
                            .put("ref1", key.ref1())
                            .put(
                                    "exportsLeft",
                                    key.exportsLeft() == KeyDirectoryEntry.NO_LIMIT ? null : key.exportsLeft()));
            context.out().println(root);
        } else {
            as.keys().forEach(key -> context.out().println(CareWords.exportsLeft(key)));
        }
        return ExitCode.DONE;
    }
}
