package org.keyrack.launch;

import dev.dirs.ProjectDirectories;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.keyrack.app.InputException;
import org.keyrack.language.Wording;
import org.keyrack.ledger.LedgerSettings;

/**
 * Where KeyRack keeps its files, as each system expects it. {@code KEYRACK_HOME} puts all of them into one folder.
 *
 * @param settings slot labels, theme, language, recent profiles
 * @param data the ledger, the bench key, the heads
 * @param logs what happened, for whoever looks after KeyRack
 */
public record Places(Path settings, Path data, Path logs) {
    /** The places of this process. */
    public static Places here() throws InputException {
        return of(System.getenv());
    }

    /**
     * The places that an environment names.
     *
     * @throws InputException when it names none, or one that this system cannot write
     */
    static Places of(Map<String, String> environment) throws InputException {
        String home = environment.get("KEYRACK_HOME");
        try {
            if (home != null && !home.isBlank()) {
                return new Places(Path.of(home, "settings"), Path.of(home, "data"), Path.of(home, "logs"));
            }
            knowHome(environment);
            ProjectDirectories directories = ProjectDirectories.from("org", "KeyRack", "KeyRack");
            Path data = Path.of(directories.dataLocalDir);
            return new Places(Path.of(directories.configDir), data, data.resolve("logs"));
        } catch (InvalidPathException unwritable) {
            throw new InputException(
                    Wording.of("cli").say("path.unusable", printable(unwritable.getInput())), unwritable);
        }
    }

    /** Java says "?" of a user without an entry in the system's list of users; the environment may know better. */
    private static void knowHome(Map<String, String> environment) throws InputException {
        String known = System.getProperty("user.home", "");
        if (!known.isBlank() && !known.equals("?")) {
            return;
        }
        String home = environment.get("HOME");
        if (home == null || home.isBlank() || !Path.of(home).isAbsolute()) {
            throw new InputException(Wording.of("cli").say("home.none"));
        }
        System.setProperty("user.home", home);
    }

    static String printable(String path) {
        return org.keyrack.language.TypedName.shown(path.replace('\uFFFD', '?'));
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
                throw new InputException(Wording.of("cli").say("folder.unmade", folder.toString()), e);
            }
        }
        return this;
    }

    /** Executables that are called when something has happened in a batch; the folder need not be there. */
    Path hooks() {
        return data.resolve("hooks");
    }

    /** The folder of the ledger of real modules, or of that of the virtual bench. */
    Path ledger(boolean simulated) {
        return LedgerSettings.folder(data, simulated);
    }
}
