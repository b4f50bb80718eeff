package org.keyrack.app;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.keyrack.journal.RunEvent.UnitEnded;
import org.keyrack.printer.PrintTask;
import org.keyrack.printer.PrinterException;
import org.keyrack.printer.Printers;
import org.keyrack.printer.PrivateCups;

/**
 * Loads one module and prints its label, in a process that says {@code POINT}, stays there and is killed. Arguments: the
 * ledger's folder, the point.
 */
public final class KilledPrintouts {
    private KilledPrintouts() {}

    /** Where it stays. */
    public enum Point {
        /** The module is done, and nothing knows of its label yet. */
        DONE,
        /** The label is about to be handed over. */
        BEGUN,
        /** CUPS has it, and nothing has written that down. */
        HANDED
    }

    public static void main(String[] arguments) throws Exception {
        Point point = Point.valueOf(arguments[1]);
        Printers cups = new Stopping(Printers.of(System.getenv()), point);
        PrintingRack rack = PrintingRack.open(Path.of(arguments[0]), 1, cups);
        rack.load(PrintingRack.labels(PrivateCups.LABEL, "roll-62x29"), printing -> event -> {
            if (point == Point.DONE && event instanceof UnitEnded) {
                stay();
            }
            printing.accept(event);
        });
        new CountDownLatch(1).await();
    }

    private static void stay() {
        System.out.println("POINT");
        System.out.flush();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts here", e);
        }
    }

    private record Stopping(Printers cups, Point point) implements Printers {
        @Override
        public List<String> names() throws PrinterException {
            return cups.names();
        }

        @Override
        public String print(PrintTask task) throws PrinterException {
            if (point == Point.BEGUN) {
                stay();
            }
            String request = cups.print(task);
            if (point == Point.HANDED) {
                stay();
            }
            return request;
        }
    }
}
