package org.keyrack.protocol.crypto;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.answer.ExportedKey;

/** T1 in the memory of this program for one download, where no unit keeps it to itself; wiped when closed. */
public final class OperationKey implements AutoCloseable {
    private static final int PROOF_LENGTH = 8;

    private final SecretKeyBytes t1;
    private final DownloadInputs inputs;

    private OperationKey(SecretKeyBytes t1, DownloadInputs inputs) {
        this.t1 = t1;
        this.inputs = inputs;
    }

    /**
     * Computed from T by ALGO1.
     *
     * @param t as long as the suite says
     */
    public static OperationKey under(SecretKeyBytes t, DownloadInputs inputs) {
        return new OperationKey(Derivation.t1(t, inputs.suite(), inputs.tVersion(), inputs.sn()), inputs);
    }

    /**
     * Computed elsewhere.
     *
     * @param t1 taken over
     */
    public static OperationKey taking(SecretKeyBytes t1, DownloadInputs inputs) {
        return new OperationKey(t1, inputs);
    }

    /** P, 8 bytes. */
    public Bytes proof() {
        try (SecretKeyBytes kprf = Derivation.sessionKey(t1, Derivation.PROOF, inputs.r())) {
            return Cmac.of(kprf, inputs.proven()).slice(0, PROOF_LENGTH);
        }
    }

    /**
     * DATA, CAS and V; T1 is wiped before TA is encrypted.
     *
     * @param ta the key as it is delivered
     */
    public ExportedKey seal(Header header, SecretKeyBytes ta) {
        return Sealing.seal(new SessionKeys(t1, header, inputs.sn(), inputs.r()), header, ta);
    }

    /** The receipt of a download, 16 bytes. */
    public Bytes receipt(Header header, Bytes sas) {
        return receipt(header.encode(), sas);
    }

    /** @param header 16 bytes, as they came */
    Bytes receipt(Bytes header, Bytes sas) {
        try (SecretKeyBytes krct = Derivation.sessionKey(t1, Derivation.RECEIPT, inputs.r())) {
            return Cmac.of(krct, inputs.received(header, sas));
        }
    }

    @Override
    public void close() {
        t1.close();
    }
}
