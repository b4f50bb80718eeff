package org.keyrack.ui.scope;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyrack.plan.Profile;
import org.keyrack.plan.ProfileFile;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.LatestAnswer;

/** Reads profile files in the background: what was read is put in front of the recent ones, what is no profile is said so. */
public final class ProfileOpening {
    private final Desk desk;
    private final LatestAnswer reading;

    public ProfileOpening(Desk desk) {
        this.desk = desk;
        this.reading = new LatestAnswer(desk.background());
    }

    /** @param take gets the profile, on the JavaFX thread */
    public void open(Path file, Consumer<Profile> take) {
        reading.run(
                () -> ProfileFile.read(file),
                profile -> {
                    desk.settings().used(file.toAbsolutePath());
                    desk.job().inFile(profile);
                    take.accept(profile);
                },
                desk::failed);
    }

    /** The profile that the program was opened with, by a file association: it is told of, and never run by itself. */
    public void openAtStart() {
        desk.context()
                .profile()
                .ifPresent(file -> open(file, profile -> {
                    desk.job().profileProperty().set(Optional.of(profile));
                    desk.notices().info("plan.atStart", profile.name());
                }));
    }
}
