package org.keyrack.journal;

import java.util.List;
import org.keyrack.protocol.SerialNumber;

/** What earlier runs left, as far as a plan needs it. The ledger implements it. */
public interface History {
    /** Downloads of this module without a known outcome, oldest first. */
    List<OpenDownload> openDownloads(SerialNumber sn);

    /** Every download of this module that is proved, oldest first. */
    List<LoadedKey> loadedKeys(SerialNumber sn);

    /** Where every module starts that no ledger has seen. */
    History NONE = new History() {
        @Override
        public List<OpenDownload> openDownloads(SerialNumber sn) {
            return List.of();
        }

        @Override
        public List<LoadedKey> loadedKeys(SerialNumber sn) {
            return List.of();
        }
    };
}
