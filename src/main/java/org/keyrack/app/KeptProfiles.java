package org.keyrack.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyrack.plan.Profile;
import org.keyrack.plan.ProfileException;
import org.keyrack.plan.ProfileFile;
import org.keyrack.protocol.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The profiles of batches, so that a batch can be resumed after the profile on the screen is gone: a ledger names a profile by
 * its hash alone. A profile holds no secret. Not for the JavaFX thread.
 */
public final class KeptProfiles {
    private static final Logger LOG = LoggerFactory.getLogger(KeptProfiles.class);
    private static final String ENDING = ".keyrack";

    private final Path folder;

    /** @param folder made when the first profile is kept */
    public KeptProfiles(Path folder) {
        this.folder = folder;
    }

    /** Keeps a profile; that it cannot is logged and stops nothing. */
    public void keep(Profile profile) {
        try {
            Files.createDirectories(folder);
            Path file =
                    folder.resolve(profile.hash().hex() + "-" + hash(profile).hex() + ENDING);
            if (!Files.exists(file)) {
                ProfileFile.write(profile, file);
            }
        } catch (IOException | ProfileException e) {
            LOG.warn(
                    "The profile {} is not kept, so resuming its batch will ask for it: {}",
                    profile.name(),
                    e.getMessage());
        }
    }

    /**
     * Finds a profile by its hash: among files that may hold it, then among those kept.
     *
     * @param files for example the profiles used last; what cannot be read is passed over
     */
    public Optional<Profile> find(Bytes hash, Collection<Path> files) {
        return Stream.concat(Stream.of(ProfileFile.demo()), files.stream().flatMap(file -> read(file).stream()))
                .filter(profile -> profile.hash().equals(hash))
                .findFirst()
                .or(() -> kept().stream()
                        .filter(file -> String.valueOf(file.getFileName()).startsWith(hash.hex() + "-"))
                        .flatMap(file -> kept(file, hash).stream())
                        .findFirst());
    }

    private List<Path> kept() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING)).toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    /** The file's own hash stands in its name too: a file that was changed is none of ours. */
    private static Optional<Profile> kept(Path file, Bytes hash) {
        return read(file)
                .filter(profile -> String.valueOf(file.getFileName())
                        .equals(hash.hex() + "-" + profile.hash().hex() + ENDING))
                .map(profile -> new Profile(
                        profile.name(),
                        profile.loads(),
                        profile.automatic(),
                        profile.onOccupied(),
                        profile.stopAfterFailures(),
                        hash));
    }

    private static Bytes hash(Profile profile) throws ProfileException {
        return ProfileFile.parse(ProfileFile.yaml(profile), profile.name()).hash();
    }

    private static Optional<Profile> read(Path file) {
        try {
            return Optional.of(ProfileFile.read(file));
        } catch (ProfileException e) {
            LOG.debug("Passed over: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
