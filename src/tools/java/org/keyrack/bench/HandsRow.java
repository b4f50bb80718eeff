package org.keyrack.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.keyrack.measure.Figure;
import org.keyrack.ui.HandsMeter;

/** Row 18: what hands do at the window, which a process of its own counts in front of no screen. */
final class HandsRow {
    private static final double CLICKS = 4;
    private static final double DIGITS = 6;

    private HandsRow() {}

    /** @param folder for ledger and settings */
    static List<Figure> measure(Path folder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                Jvm.command(HandsMeter.class, folder.resolve("hands").toString()));
        command.addAll(1, WindowRow.HEADLESS);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Figure> figures = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                String[] said = line.split(" ", -1);
                if (said[0].equals("newcomer")) {
                    figures.add(figure("newcomer to a loaded rack: clicks", CLICKS, said[1]));
                    figures.add(figure("newcomer to a loaded rack: digits", DIGITS, said[2]));
                    figures.add(figure("newcomer to a loaded rack: other keys", 0, said[3]));
                } else if (said[0].equals("expert")) {
                    figures.add(figure("expert from a finished rack to the next one: clicks", 0, said[1]));
                    figures.add(figure("expert from a finished rack to the next one: keys", 1, said[3]));
                }
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException("The window did not come to its end");
        }
        return figures;
    }

    private static Figure figure(String name, double most, String counted) {
        return Figure.of(18, name, "", Figure.atMost(most), List.of(Double.valueOf(counted)));
    }
}
