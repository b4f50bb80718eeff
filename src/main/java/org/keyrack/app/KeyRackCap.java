package org.keyrack.app;

import java.nio.file.Path;
import org.keyrack.card.CapFile;
import org.keyrack.card.CapFileException;
import org.keyrack.card.KeyRackPackage;
import org.keyrack.card.KeyRackRelease;
import org.keyrack.language.Wording;

/** Reads the CAP file of KeyRack's package. */
public final class KeyRackCap {
    private KeyRackCap() {}

    /**
     * Reads a CAP file. Whether it is a release that this program knows, {@link KeyRackRelease#is} tells.
     *
     * @throws InputException when it cannot be read, is no CAP file, or is another package
     */
    public static CapFile read(Path file) throws InputException {
        CapFile cap;
        try {
            cap = CapFile.read(file);
        } catch (CapFileException refused) {
            throw new InputException(refused.getMessage());
        }
        if (!cap.packageAid().equals(KeyRackPackage.AID)) {
            throw new InputException(Wording.of("input")
                    .say("cap.other", file.toString(), cap.packageAid().toString(), KeyRackPackage.AID.toString()));
        }
        return cap;
    }
}
