package org.keyrack.ui;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.keyrack.journal.ModuleClass;

/**
 * The program's window in a process that is going to be killed: it starts a batch, says {@code LOADING} when the first module
 * is done, and goes on. Arguments: its folder, the rack file's text in a file, the profile's text.
 */
public final class KilledWindow {
    private KilledWindow() {}

    public static void main(String[] arguments) throws Exception {
        String rackFile = Files.readString(Path.of(arguments[1]), StandardCharsets.UTF_8);
        RackWindow rack = RackWindow.open(Path.of(arguments[0]), rackFile);
        rack.start(arguments[2], false);
        OpenWindow.until(() -> rack.board().modules().of(ModuleClass.DONE) > 0);
        System.out.println("LOADING");
        new CountDownLatch(1).await();
    }
}
