package org.keyrack.launch;

import dev.dirs.ProjectDirectories;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.keyrack.app.InputException;

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

    /**
     * Makes the three folders, for their owner alone.
     *
     * @throws InputException when one of them cannot be made
     */
    Places made() throws InputException {
        for (Path folder : List.of(settings, data, logs)) {
            try {
                Files.createDirectories(folder);
                if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
                }
            } catch (IOException e) {
                throw new InputException(
                        "KeyRack cannot make its folder " + folder
                                + ". Check its access rights, or let KEYRACK_HOME name another folder.",
                        e);
            }
        }
        return this;
    }

    /** Settings: slot labels, theme, language, recent profiles. */
    public Path settings() {
        return settings;
    }

    /** The ledger, the bench key, the heads. */
    public Path data() {
        return data;
    }

    public Path logs() {
        return logs;
    }
}
