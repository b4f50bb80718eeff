package org.keyrack.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.keyrack.language.Language;
import org.keyrack.ui.CountedHands.Count;

/** Counts what hands do at the window, in a process of its own; prints the clicks, digits and other keys of each way. */
public final class HandsMeter {
    private HandsMeter() {}

    /** Argument: a folder for ledger and settings. */
    public static void main(String[] arguments) throws IOException, TimeoutException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        try (OpenWindow window =
                OpenWindow.open(folder, settings -> settings.languageProperty().set(Optional.of(Language.ENGLISH)))) {
            CountedHands hands = new CountedHands(window);
            print("newcomer", hands.newcomer());
            print("expert", hands.expert());
        }
        System.exit(0);
    }

    private static void print(String way, Count count) {
        System.out.println(way + " " + count.clicks() + " " + count.digits() + " " + count.keys());
    }
}
