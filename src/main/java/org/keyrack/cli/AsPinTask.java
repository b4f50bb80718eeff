package org.keyrack.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.keyrack.app.AsCare;
import org.keyrack.app.CareWords;
import org.keyrack.app.InputException;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.PinFailure;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keyrack as pin}: each holder changes his own; the administrator sets the operator's anew. */
@CommandLine.Command(name = "pin")
final class AsPinTask extends AsTask {
    @Parameters(arity = "1", paramLabel = "operator|admin|custodian", descriptionKey = "pinHolder")
    private Holder holder;

    @Option(names = "--reader", paramLabel = "${bundle:label.NAME}")
    private String reader;

    @Option(names = "--unblock")
    private boolean unblock;

    @Option(names = "--new-pin-file", paramLabel = "${bundle:label.FILE}")
    private Path fresh;

    @Mixin
    private RolePinOptions pins;

    /** Whose PIN, as it is typed. */
    private enum Holder {
        OPERATOR(PinReference.OPERATOR),
        ADMIN(PinReference.ADMINISTRATOR),
        CUSTODIAN(PinReference.CUSTODIAN);

        private final PinReference reference;

        Holder(PinReference reference) {
            this.reference = reference;
        }
    }

    @Override
    void checkOptions(CliContext context) throws CliException {
        if (unblock && holder != Holder.OPERATOR) {
            throw CliException.usage(context.words().get("pin.unblock"));
        }
    }

    @Override
    int work(CliContext context, Cards cards) throws CliException, InputException, CardFailure, JournalUnavailable {
        RolePins known = pins.pins(context, cards.lastTries());
        try (AsCare as = cards.open(Optional.ofNullable(reader))) {
            if (unblock) {
                known.verify(as, PinReference.ADMINISTRATOR);
                as.unblock(fresh(known));
            } else {
                known.guard(as, holder.reference);
                char[] old = known.pin(as, holder.reference);
                try {
                    as.changePin(holder.reference, old, fresh(known));
                } catch (PinFailure failure) {
                    throw known.wrong(holder.reference, failure);
                } finally {
                    Arrays.fill(old, '\0');
                }
            }
            return told(context, as);
        }
    }

    /** Typed twice, or from its file. */
    private char[] fresh(RolePins known) throws CliException {
        String role = CareWords.name(holder.reference);
        if (fresh != null) {
            return known.file(fresh);
        }
        char[] first = known.asked("role.new", role);
        char[] again = known.asked("role.again", role);
        boolean same = Arrays.equals(first, again);
        Arrays.fill(again, '\0');
        if (!same) {
            Arrays.fill(first, '\0');
            throw CliException.usage(known.context().words().get("prepare.pin.differ"));
        }
        return first;
    }

    private int told(CliContext context, AsCare as) throws CardFailure {
        if (json()) {
            context.out()
                    .println(Json.object()
                            .put("asId", as.identity().asId().hex())
                            .put("pin", holder.reference.name())
                            .put("acts", as.identity().acts()));
        } else {
            context.out().println(unblock ? CareWords.unblocked(as) : CareWords.changed(holder.reference, as));
        }
        return ExitCode.DONE;
    }
}
