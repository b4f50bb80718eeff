package org.keyrack.attack;

import java.util.Optional;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.SealedRecord;
import org.keyrack.protocol.crypto.RecordSealing;
import org.keyrack.protocol.crypto.Sealing;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** A key under another key, as it left a card: who has the other key has this one. */
interface Output {
    /**
     * Tries a key, by computing what the receiver would.
     *
     * @return the key inside, when this is the one that it is under
     */
    Optional<Bytes> opened(Bytes key);

    /** An answer of EXPORTKEY. */
    record Exported(ExportedKey exported, SerialNumber sn, Bytes r) implements Output {
        @Override
        public Optional<Bytes> opened(Bytes key) {
            if (key.length() != exported.header().suite().keyLength()) {
                return Optional.empty();
            }
            try (SecretKeyBytes t = SecretKeyBytes.copyOf(key.toArray());
                    Sealing.Received received = Sealing.open(t, exported.header(), sn, r, exported.data())) {
                return received.isIntact(exported.cas())
                        ? received.key().map(ta -> Bytes.of(ta.toArray()))
                        : Optional.empty();
            }
        }
    }

    /** An answer of EXPORT SEALED. */
    record Sealed(SealedRecord record) implements Output {
        private static final int KBK_LENGTH = 32;

        @Override
        public Optional<Bytes> opened(Bytes key) {
            if (key.length() != KBK_LENGTH) {
                return Optional.empty();
            }
            Bytes n = record.header().n();
            try (SecretKeyBytes kbk = SecretKeyBytes.copyOf(key.toArray())) {
                if (!RecordSealing.isIntact(kbk, n, record.header().encode(), record.encryptedKey(), record.seal())) {
                    return Optional.empty();
                }
                try (SecretKeyBytes opened = RecordSealing.open(kbk, n, record.encryptedKey())) {
                    return Optional.of(Bytes.of(opened.toArray()));
                }
            }
        }
    }
}
