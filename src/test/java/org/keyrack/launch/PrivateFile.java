package org.keyrack.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner can read, as PIN files have to be. */
public final class PrivateFile {
    private PrivateFile() {}

    /** Writes such a file. */
    public static Path write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString("rw-------"));
        }
        return file;
    }
}
