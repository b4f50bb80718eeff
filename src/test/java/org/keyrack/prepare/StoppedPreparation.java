package org.keyrack.prepare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.keyrack.journal.PreparationEvent.StepStarted;
import org.keyrack.journal.PreparationStep;
import org.keyrack.ledger.LedgerSettings;
import org.keyrack.reader.sim.RackFile;
import org.keyrack.reader.sim.VirtualBench;

/** A preparation of the first blank card of a rack that says one of its steps once the ledger has it, and waits to be killed. */
public final class StoppedPreparation {
    private StoppedPreparation() {}

    /** @param arguments rack file, ledger, plan of an AS, step */
    public static void main(String[] arguments) throws Exception {
        Path ledger = Path.of(arguments[1]);
        PreparationStep last = PreparationStep.valueOf(arguments[3]);
        CardPlan plan = Workshop.asPlan(Files.readString(Path.of(arguments[2])));
        try (VirtualBench bench = VirtualBench.start(RackFile.load(Path.of(arguments[0])));
                Workshop workshop = new Workshop(
                        LedgerSettings.at(ledger.toString(), "stopped", ledger.resolveSibling("stopped")));
                PreparationSecrets secrets = Workshop.secrets(plan);
                Preparation preparation = workshop.survey(
                        plan,
                        secrets,
                        Workshop.cards(bench),
                        bench.readers().snapshot().readers().get(0).name())) {
            preparation
                    .start("Ada Operator", true, workshop.ledger(), workshop.ledger(), event -> {
                        if (event instanceof StepStarted step && step.step() == last) {
                            System.out.println(last);
                            waitForEver();
                        }
                    })
                    .end()
                    .join();
        }
    }

    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
