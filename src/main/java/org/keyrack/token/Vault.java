package org.keyrack.token;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.crypto.DownloadInputs;

/** Where the keys of an AS are, and what is computed with them there. One thread at a time. */
interface Vault extends AutoCloseable {
    /** Tries of the PIN, 0 to 3; 3 also when nobody counts them. */
    int triesLeft() throws TroubleException;

    /**
     * Opens it and finds every key of the description.
     *
     * @param pin UTF-8; the caller wipes it
     */
    void open(byte[] pin) throws TroubleException, WrongPin;

    /** A MAC under a key that never leaves, 16 bytes. */
    byte[] mac(byte[] data) throws TroubleException;

    /** Computes T1 for one download. */
    Download download(TransportKeySlot slot, DownloadInputs inputs) throws TroubleException;

    @Override
    void close();

    /** T1 of one download, wherever it is, until closed. */
    interface Download extends AutoCloseable {
        /** P, 8 bytes. */
        Bytes proof() throws TroubleException;

        /** DATA, CAS and V of a key; T1 is erased before TA is touched. */
        ExportedKey seal(Header header, KeyDirectoryEntry key) throws TroubleException;

        /** The receipt of a download, 16 bytes. */
        Bytes receipt(Header header, Bytes sas) throws TroubleException;

        @Override
        void close();
    }
}
