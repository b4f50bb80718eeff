package org.keyrack.ui.rackstate;

import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.keyrack.app.InputException;
import org.keyrack.app.KeySetText;
import org.keyrack.card.CapFile;
import org.keyrack.card.KeySet;

/** What blank cards are worked on with, the same in each step: names of files, never what a secret one holds. */
public final class Materials {
    /** Version number that new keys of an issuer get. */
    public static final int NEW_VERSION = 0x30;

    private final ObjectProperty<Optional<Path>> issuer = new SimpleObjectProperty<>(this, "issuer", Optional.empty());
    private final ObjectProperty<Optional<Path>> fresh = new SimpleObjectProperty<>(this, "fresh", Optional.empty());
    private final ObjectProperty<Optional<ChosenCap>> cap = new SimpleObjectProperty<>(this, "cap", Optional.empty());

    /**
     * The CAP file, whose hash is a release's or was accepted by somebody.
     *
     * @param file where it is
     * @param cap as it was read
     */
    public record ChosenCap(Path file, CapFile cap) {}

    /** The key file of the cards' issuer; empty: the keys that makers deliver blank cards with. */
    public ObjectProperty<Optional<Path>> issuerProperty() {
        return issuer;
    }

    /** The key file of the keys that cards get; empty: theirs stay. */
    public ObjectProperty<Optional<Path>> freshProperty() {
        return fresh;
    }

    /** The package for cards that lack it; empty: none. */
    public ObjectProperty<Optional<ChosenCap>> capProperty() {
        return cap;
    }

    /** What is chosen now, to be read on another thread. */
    public Chosen chosen() {
        return new Chosen(issuer.get(), fresh.get(), cap.get().map(ChosenCap::cap));
    }

    /** What was chosen. Its key files are read each time anew, so that no key is kept. */
    public record Chosen(Optional<Path> issuer, Optional<Path> fresh, Optional<CapFile> cap) {
        /** The keys of the cards' issuer, which the caller closes. */
        public KeySet issuerKeys() throws InputException {
            return issuer.isPresent() ? KeySetText.read(issuer.get(), KeySet.ANY) : KeySet.makersDefault();
        }

        /** The keys that cards get, which the caller closes; keys that anybody can guess are refused. */
        public Optional<KeySet> freshKeys() throws InputException {
            return fresh.isPresent()
                    ? Optional.of(KeySetText.strong(KeySetText.read(fresh.get(), NEW_VERSION)))
                    : Optional.empty();
        }
    }
}
