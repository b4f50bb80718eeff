package org.keyrack.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.keyrack.prepare.AsPlan;
import org.keyrack.prepare.CardPlan;
import org.keyrack.prepare.PlanException;
import org.keyrack.prepare.PlanFile;
import org.keyrack.prepare.PreparationSecrets;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.Readers.Sharing;
import org.keyrack.unit.AsSession;
import org.keyrack.unit.AsUnit;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyrack prepare as}. */
@CommandLine.Command(name = "as")
final class PrepareAs extends PrepareTask {
    @Mixin
    private PinFileOptions pins;

    @Option(names = "--no-second-as")
    private boolean noSecondAs;

    @Override
    CardPlan plan(Path file) throws PlanException {
        return PlanFile.readAs(file);
    }

    @Override
    void check(CliContext context, CardPlan read) throws CliException {
        AsPlan plan = (AsPlan) read;
        if (plan.drawsForGood() && !noSecondAs) {
            throw CliException.usage(context.words().get("prepare.secondAs"));
        }
        plan.prices().forEach(price -> context.err().println(price.sentence()));
    }

    /** A plan has the id of one AS: two of it would serve one set as if they were one. */
    @Override
    void check(CliContext context, List<String> readers) throws CliException {
        if (readers.size() > 1) {
            throw CliException.usage(context.words().say("prepare.oneAs", String.join(", ", readers)));
        }
    }

    @Override
    void readSecrets(CliContext context, PreparationSecrets secrets) throws CliException {
        Map<PinReference, Path> files = pins.files();
        for (PinReference reference : PinReference.values()) {
            Path file = files.get(reference);
            secrets.put(reference, file == null ? asked(context, reference) : PinSource.read(context, file));
        }
    }

    /** A new PIN is typed twice. */
    private static char[] asked(CliContext context, PinReference reference) throws CliException {
        if (context.console().isEmpty()) {
            throw CliException.usage(context.words().get("prepare.pin.terminal"));
        }
        char[] pin = PinSource.typed(context.words().get("prepare.pin." + reference), context);
        char[] again = PinSource.typed(context.words().get("prepare.pin.again"), context);
        boolean same = Arrays.equals(pin, again);
        Arrays.fill(again, '\0');
        if (!same) {
            Arrays.fill(pin, '\0');
            throw CliException.usage(context.words().get("prepare.pin.differ"));
        }
        return pin;
    }

    @Override
    void show(CliContext context, OpenBench open, List<String> readers) {
        context.err().println(context.words().get("prepare.changePins"));
        for (String reader : readers) {
            try (CardConnection card = open.readers().open(reader, Sharing.SHARED)) {
                InspectCommand.print(context.out(), AsUnit.read(reader, AsSession.select(card)));
            } catch (CardFailure unreadable) {
                context.err().println(reader + ": " + unreadable.getMessage());
            }
        }
    }
}
