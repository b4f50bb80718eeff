package org.keyrack.ui.log;

import java.util.List;
import java.util.StringJoiner;
import org.keyrack.app.BenchView;
import org.keyrack.app.SlotView;
import org.keyrack.ui.desk.Desk;

/** What support asks for: versions, system, bench, the end of the log. No key, no PIN, no serial number. */
public final class SupportDetails {
    private static final int LINES = 60;

    private SupportDetails() {}

    /** The details as text, to be copied. */
    public static String text(Desk desk, List<String> redactedLog) {
        StringJoiner out = new StringJoiner("\n", "", "\n");
        out.add("KeyRack " + desk.context().version());
        out.add("Java " + System.getProperty("java.version") + ", JavaFX " + System.getProperty("javafx.version"));
        out.add(System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch"));
        BenchView view = desk.bench().view();
        out.add("Bench: " + (view.simulated() ? "virtual" : "readers") + ", service " + view.service() + ", limit "
                + view.limit());
        for (SlotView slot : view.slots()) {
            out.add("  " + slot.reader() + ": " + slot.state()
                    + slot.problem()
                            .map(problem -> ", " + LogRedaction.redact(String.valueOf(problem.getMessage())))
                            .orElse(""));
        }
        out.add("Log:");
        redactedLog
                .subList(Math.max(0, redactedLog.size() - LINES), redactedLog.size())
                .forEach(out::add);
        return out.toString();
    }
}
