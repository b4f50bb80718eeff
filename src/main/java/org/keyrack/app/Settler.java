package org.keyrack.app;

import java.util.Optional;
import org.keyrack.journal.KeyResult.Loaded;
import org.keyrack.journal.OpenDownload;

/** Writes down what reading a module settles. */
@FunctionalInterface
public interface Settler {
    /**
     * A download of an earlier run is settled.
     *
     * @param loaded the proof, when the key is in
     * @return whether it is written down; if not, it stays open
     */
    boolean settled(OpenDownload download, Optional<Loaded> loaded);
}
