package org.keyrack.protocol.crypto;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.SerialNumber;

/** Kenc, Kmac, Ksig, Krct of one download and what is computed with them. */
final class SessionKeys implements AutoCloseable {
    private final SerialNumber sn;
    private final Bytes r;
    private final Bytes header;
    private final SecretKeyBytes kenc;
    private final SecretKeyBytes kmac;
    private final SecretKeyBytes ksig;
    private final SecretKeyBytes krct;

    /** Takes T1 over and erases it once the keys are derived, so that none is left when TA is decrypted. */
    SessionKeys(SecretKeyBytes t1, Header header, SerialNumber sn, Bytes r) {
        this.sn = sn;
        this.r = r;
        this.header = header.encode();
        try (t1) {
            kenc = Derivation.sessionKey(t1, Derivation.ENCRYPTION, Derivation.encryptionContext(r, header.ctr()));
            kmac = Derivation.sessionKey(t1, Derivation.CERTIFICATE, r);
            ksig = Derivation.sessionKey(t1, Derivation.SIGNATURE, r);
            krct = Derivation.sessionKey(t1, Derivation.RECEIPT, r);
        }
    }

    /** Those of a download under T: T1 comes and goes within. */
    static SessionKeys under(SecretKeyBytes t, Header header, SerialNumber sn, Bytes r) {
        return new SessionKeys(Derivation.t1(t, header.suite(), header.tVersion(), sn), header, sn, r);
    }

    /** SAS or SEI. */
    Bytes signature(SecretKeyBytes ta) {
        return Bytes.of(Cmac.under(ksig).update(header).update(ta.content()).finish());
    }

    Bytes encrypt(SecretKeyBytes ta) {
        return AesCbc.encrypt(kenc, ta);
    }

    SecretKeyBytes decrypt(Bytes encrypted) {
        return AesCbc.decrypt(kenc, encrypted);
    }

    /** CAS or CEI. */
    Bytes certificate(Bytes data) {
        return Cmac.of(kmac, sn.bytes(), r, data);
    }

    Bytes receipt(Bytes sas) {
        return Cmac.of(krct, sn.bytes(), r, header, sas);
    }

    @Override
    public void close() {
        kenc.close();
        kmac.close();
        ksig.close();
        krct.close();
    }
}
