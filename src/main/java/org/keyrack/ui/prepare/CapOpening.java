package org.keyrack.ui.prepare;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.keyrack.app.KeyRackCap;
import org.keyrack.card.CapFile;
import org.keyrack.card.KeyRackRelease;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.Questions;
import org.keyrack.ui.rackstate.Materials.ChosenCap;

/** Takes a CAP file: a release at once, any other after somebody has compared its hash. */
public final class CapOpening {
    private final Desk desk;

    public CapOpening(Desk desk) {
        this.desk = desk;
    }

    /** Reads a file; a notice says why it is not taken. */
    public void open(Path file) {
        desk.background().run(() -> KeyRackCap.read(file), cap -> opened(file, cap), desk::failed);
    }

    private void opened(Path file, CapFile cap) {
        Runnable take = () -> desk.job().materials().capProperty().set(Optional.of(new ChosenCap(file, cap)));
        if (KeyRackRelease.installed().is(cap)) {
            take.run();
        } else {
            Questions.ask(
                    desk,
                    "prepare.cap.unknown.",
                    take,
                    String.valueOf(file.getFileName()),
                    grouped(cap.hash().hex().toUpperCase(Locale.ROOT)));
        }
    }

    /** In groups of four, to be compared by eye. */
    private static String grouped(String hex) {
        return hex.replaceAll("(.{4})(?=.)", "$1 ");
    }
}
