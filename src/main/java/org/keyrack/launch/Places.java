package org.keyrack.launch;

import dev.dirs.ProjectDirectories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where KeyRack keeps its files, as each system expects it. {@code KEYRACK_HOME} puts all of them into one folder. */
public final class Places {
    private static final Places HERE = new Places();

    private final Path settings;
    private final Path data;
    private final Path logs;

    private Places() {
        String home = System.getenv("KEYRACK_HOME");
        if (home != null && !home.isBlank()) {
            settings = Path.of(home, "settings");
            data = Path.of(home, "data");
            logs = Path.of(home, "logs");
        } else {
            ProjectDirectories directories = ProjectDirectories.from("org", "KeyRack", "KeyRack");
            settings = Path.of(directories.configDir);
            data = Path.of(directories.dataLocalDir);
            logs = Path.of(directories.dataLocalDir, "logs");
        }
    }

    public static Places here() {
        return HERE;
    }

    /** Settings: slot labels, theme, language, recent profiles. */
    public Path settings() {
        return made(settings);
    }

    /** The ledger, the bench key, the heads. */
    public Path data() {
        return made(data);
    }

    public Path logs() {
        return made(logs);
    }

    private static Path made(Path folder) {
        try {
            Files.createDirectories(folder);
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be made. Check its access rights.", e);
        }
    }
}
