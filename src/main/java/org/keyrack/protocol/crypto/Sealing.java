package org.keyrack.protocol.crypto;

import java.util.Optional;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.answer.ExportedKey;

/** The two ends of a download: the AS seals a key for one EI, the EI opens it (protocol.md, Suites). */
public final class Sealing {
    private Sealing() {}

    /**
     * What the AS sends: DATA, CAS and V.
     *
     * @param t as long as the header's suite says
     * @param header what is downloaded
     * @param sn the EI
     * @param r the EI's random number, 16 bytes
     * @param ta the key as it is delivered, diversified already if it is to be
     */
    public static ExportedKey seal(SecretKeyBytes t, Header header, SerialNumber sn, Bytes r, SecretKeyBytes ta) {
        return seal(SessionKeys.under(t, header, sn, r), header, ta);
    }

    static ExportedKey seal(SessionKeys derived, Header header, SecretKeyBytes ta) {
        try (SessionKeys keys = derived) {
            Bytes sas = keys.signature(ta);
            Bytes encrypted = keys.encrypt(ta);
            Bytes cas = keys.certificate(Bytes.concat(header.encode(), encrypted, sas));
            return new ExportedKey(header, encrypted, sas, cas, Receipts.commitment(keys.receipt(sas)));
        }
    }

    /**
     * What the EI received, to be checked step by step; the caller closes it.
     *
     * @param t as long as the header's suite says
     * @param header the header of DATA
     * @param sn the EI's own serial number
     * @param r the EI's random number, 16 bytes
     * @param data header, E, SAS; 48 or 64 bytes
     */
    public static Received open(SecretKeyBytes t, Header header, SerialNumber sn, Bytes r, Bytes data) {
        return new Received(SessionKeys.under(t, header, sn, r), data);
    }

    /** DATA on its way into the EI. Nothing is decrypted before CAS was found right. */
    public static final class Received implements AutoCloseable {
        private final SessionKeys keys;
        private final Bytes data;
        private final Bytes sas;
        private boolean intact;

        private Received(SessionKeys keys, Bytes data) {
            this.keys = keys;
            this.data = data;
            this.sas = data.slice(data.length() - Cmac.LENGTH, data.length());
        }

        /** Integrity: whether CAS is CEI, compared in constant time. */
        public boolean isIntact(Bytes cas) {
            intact = Derivation.isSame(cas, keys.certificate(data));
            return intact;
        }

        /**
         * Authenticity: the key, when SAS is SEI, compared in constant time.
         *
         * @return empty when SAS is wrong; else the key, which the caller closes
         * @throws IllegalStateException when CAS was not found right before
         */
        public Optional<SecretKeyBytes> key() {
            if (!intact) {
                throw new IllegalStateException("CAS is checked before anything is decrypted");
            }
            SecretKeyBytes ta = keys.decrypt(data.slice(Header.LENGTH, data.length() - Cmac.LENGTH));
            if (Derivation.isSame(sas, keys.signature(ta))) {
                return Optional.of(ta);
            }
            ta.close();
            return Optional.empty();
        }

        public Bytes sas() {
            return sas;
        }

        /** The receipt that the EI answers once the key is stored, 16 bytes. */
        public Bytes receipt() {
            return keys.receipt(sas);
        }

        @Override
        public void close() {
            keys.close();
        }
    }
}
