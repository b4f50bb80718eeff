package org.keyrack.run;

import java.util.Optional;
import org.keyrack.journal.KeyResult.Loaded;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.answer.LastDownload;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.crypto.Receipts;
import org.keyrack.unit.EiSession;

/** Finds out whether a download whose answer was lost is in (protocol.md, "After the answer is lost"). */
public final class Settlement {
    private Settlement() {}

    /**
     * Reads GET DATA 0203 and compares it with the journal.
     *
     * @param ei the module with the download's SN
     * @param header the header exported, 16 bytes when encoded
     * @param r the R of the download, 16 bytes
     * @param v the AS's commitment to the receipt, 16 bytes
     * @return the key is in; empty: it is not in, and a new download is safe
     */
    public static Optional<Loaded> settle(EiSession ei, Header header, Bytes r, Bytes v) throws CardFailure {
        Optional<LastDownload> last = ei.lastDownload(header.ref2());
        if (last.isEmpty()
                || !last.get().r().equals(r)
                || !last.get().header().equals(header)
                || !Receipts.matches(v, last.get().receipt())) {
            return Optional.empty();
        }
        Kcv kcv = header.ref2() == 0
                ? ei.identity().tKcv()
                : ei.locations().stream()
                        .filter(location -> location.ref2() == header.ref2())
                        .map(LocationEntry::kcv)
                        .findFirst()
                        .orElse(Kcv.NONE);
        return Optional.of(new Loaded(header.keyVersion(), kcv, last.get().receipt(), true));
    }
}
