package org.keyrack.token;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.crypto.OperationKey;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** A download whose T1 and session keys are in the memory of this process, for as long as it takes. */
final class HostDownload implements Vault.Download {
    private final OperationKey t1;
    private final Delivery delivery;

    /** The key as it is delivered. */
    @FunctionalInterface
    interface Delivery {
        SecretKeyBytes of(KeyDirectoryEntry key) throws TroubleException;
    }

    HostDownload(OperationKey t1, Delivery delivery) {
        this.t1 = t1;
        this.delivery = delivery;
    }

    @Override
    public Bytes proof() {
        return t1.proof();
    }

    @Override
    public ExportedKey seal(Header header, KeyDirectoryEntry key) throws TroubleException {
        try (SecretKeyBytes ta = delivery.of(key)) {
            return t1.seal(header, ta);
        }
    }

    @Override
    public Bytes receipt(Header header, Bytes sas) {
        return t1.receipt(header, sas);
    }

    @Override
    public void close() {
        t1.close();
    }
}
