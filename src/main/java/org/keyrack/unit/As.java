package org.keyrack.unit;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.protocol.answer.AsProtection;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.PinFailure;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.StatusWordFailure;
import org.keyrack.protocol.command.ExportKey;
import org.keyrack.protocol.command.VerifyReceipt;

/**
 * What plan and run need of a first security unit, be it a card, a file of this computer or a token behind PKCS#11. Its
 * failures are those of a card whatever it is: {@link LinkFailure} when it is gone, {@link StatusWordFailure} with the
 * status words of protocol.md when it refuses. One thread at a time.
 */
public interface As {
    AsKind kind();

    /** What a card answers to GET DATA 0101. */
    AsIdentity identity() throws CardFailure;

    /** Locks, PINs set, origins: what a card answers to GET DATA 0103. */
    AsProtection protection() throws CardFailure;

    /** The whole key directory, ascending by REF1: what a card answers to GET DATA 0102. */
    List<KeyDirectoryEntry> keys() throws CardFailure;

    /**
     * Verifies the operator's PIN, or whatever opens this AS for exports, for this session.
     *
     * @param pin wiped by this call, whatever happens
     * @throws PinFailure when it is wrong or blocked, with the tries left
     */
    void verifyOperator(char[] pin) throws CardFailure;

    /**
     * EXPORTKEY: one key for one module.
     *
     * @throws ProtocolFailure when the answer is for another request
     */
    ExportedKey exportKey(ExportKey request) throws CardFailure;

    /** Does steps that use this AS one after the other, as {@link ApduChannel#repeatedly} does. */
    default void repeatedly(BooleanSupplier step) throws LinkFailure {
        ApduChannel.oneByOne(step);
    }

    /** VERIFYRECEIPT, the AS being opened: returns when the receipt is that unit's, else 6300. */
    void verifyReceipt(VerifyReceipt request) throws CardFailure;

    /** Whether the operator's PIN was verified in this session. */
    boolean operatorVerified();

    /** What was said to it last, redacted. */
    List<String> trace();
}
