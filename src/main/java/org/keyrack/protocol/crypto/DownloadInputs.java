package org.keyrack.protocol.crypto;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;

/**
 * What the keys of one download are derived from and what is computed under them (protocol.md, Suites), for an AS whose keys
 * stay in a token. Nothing here is secret.
 *
 * @param suite of the download
 * @param tVersion version of T
 * @param sn the EI
 * @param r the EI's random number, 16 bytes
 */
public record DownloadInputs(Suite suite, int tVersion, SerialNumber sn, Bytes r) {
    /** Fixed input of T1 under T. */
    public byte[] operationKey() {
        return Kdf.fixedInput(
                Derivation.OPERATION, Derivation.operationContext(suite, tVersion, sn), suite.keyLength());
    }

    /** Fixed input of Kprf under T1. */
    public byte[] proofKey() {
        return Kdf.fixedInput(Derivation.PROOF, r, suite.keyLength());
    }

    /** Fixed input of Kmac under T1. */
    public byte[] certificateKey() {
        return Kdf.fixedInput(Derivation.CERTIFICATE, r, suite.keyLength());
    }

    /** Fixed input of Ksig under T1. */
    public byte[] signatureKey() {
        return Kdf.fixedInput(Derivation.SIGNATURE, r, suite.keyLength());
    }

    /** Fixed input of Krct under T1. */
    public byte[] receiptKey() {
        return Kdf.fixedInput(Derivation.RECEIPT, r, suite.keyLength());
    }

    /**
     * Fixed input of Kenc under T1.
     *
     * @param ctr 00000000 to FFFFFFFF
     */
    public byte[] encryptionKey(long ctr) {
        return Kdf.fixedInput(Derivation.ENCRYPTION, Derivation.encryptionContext(r, ctr), suite.keyLength());
    }

    /** What P is the MAC of. */
    public Bytes proven() {
        return Bytes.concat(sn.bytes(), r);
    }

    /**
     * What CAS is the MAC of.
     *
     * @param data header, E, SAS
     */
    public Bytes certified(Bytes data) {
        return Bytes.concat(sn.bytes(), r, data);
    }

    /** What the receipt is the MAC of. */
    public Bytes received(Header header, Bytes sas) {
        return received(header.encode(), sas);
    }

    Bytes received(Bytes header, Bytes sas) {
        return Bytes.concat(sn.bytes(), r, header, sas);
    }
}
