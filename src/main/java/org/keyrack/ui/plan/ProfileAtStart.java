package org.keyrack.ui.plan;

import java.util.Optional;
import org.keyrack.plan.ProfileFile;
import org.keyrack.ui.Desk;

/** The profile that the program was opened with, by a file association: read, told of, never run by itself. */
public final class ProfileAtStart {
    private ProfileAtStart() {}

    /** Reads it in the background; a file that is no profile is said so at once. */
    public static void read(Desk desk) {
        desk.context()
                .profile()
                .ifPresent(file -> desk.background()
                        .run(
                                () -> ProfileFile.read(file),
                                profile -> {
                                    desk.settings().used(file.toAbsolutePath());
                                    desk.job().profileProperty().set(Optional.of(profile));
                                    desk.notices().info("plan.atStart", profile.name());
                                },
                                failure -> desk.notices().error(failure.getMessage())));
    }
}
