package org.keyrack.journal;

import java.util.List;
import java.util.OptionalLong;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.SerialNumber;

/** What earlier runs left, as far as a plan needs it. The ledger implements it. */
public interface History {
    /** Downloads of this module without a known outcome, oldest first. */
    List<OpenDownload> openDownloads(SerialNumber sn);

    /** Every download of this module that is proved, oldest first. */
    List<LoadedKey> loadedKeys(SerialNumber sn);

    /**
     * The highest Ctr under which an AS has exported, in any chain of the ledger; empty when it never did.
     *
     * @param asId 4 bytes
     */
    default OptionalLong highestCtr(Bytes asId) {
        return OptionalLong.empty();
    }

    /**
     * The most acts that an AS has shown after something was done to it, in any chain of the ledger; empty when the ledger
     * tells of none.
     *
     * @param asId 4 bytes
     */
    default OptionalLong highestActs(Bytes asId) {
        return OptionalLong.empty();
    }

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
