package org.keyrack.ledger;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.Kcv;

/**
 * One try of one download. With SN, header, R, SAS and receipt VERIFYRECEIPT can be run years later.
 *
 * @param ref1 key of the AS
 * @param ref2 location of the EI
 * @param attempt from 1
 * @param state how it ended
 * @param started when R arrived
 * @param ended when the outcome was recorded
 * @param asId the AS that exported, 4 bytes; empty when nothing was exported
 * @param asKind what that AS is; empty when nothing was exported
 * @param slot T slot of the AS, 1 to 4
 * @param header 16 bytes, with the versions and Ctr
 * @param r 16 bytes; empty when none was drawn
 * @param sas 16 bytes
 * @param v 16 bytes
 * @param keyVersion version now in the location, when loaded
 * @param kcv check value of the key as delivered, when loaded
 * @param receipt 16 bytes, when loaded
 * @param settled the answer was lost and GET DATA 0203 told the outcome
 * @param failure why it is not in, or why it is not known
 * @param audited what an audit has found of the receipt; empty when none has asked
 */
public record KeyRecord(
        int ref1,
        int ref2,
        int attempt,
        State state,
        Optional<Instant> started,
        Optional<Instant> ended,
        Optional<Bytes> asId,
        Optional<AsKind> asKind,
        OptionalInt slot,
        Optional<Header> header,
        Optional<Bytes> r,
        Optional<Bytes> sas,
        Optional<Bytes> v,
        OptionalInt keyVersion,
        Optional<Kcv> kcv,
        Optional<Bytes> receipt,
        boolean settled,
        Optional<FailureRecord> failure,
        Optional<AuditRecord> audited) {
    /** Whether an AS has refused its receipt in an audit. */
    public boolean refused() {
        return audited.filter(audit -> !audit.genuine()).isPresent();
    }

    /** How a try stands. */
    public enum State {
        /** Begun, no outcome yet. */
        IN_WORK,
        LOADED,
        NOT_LOADED,
        UNKNOWN;

        /** As an outcome's field {@code result} has it. */
        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static State ofResult(String text) {
            return Stream.of(LOADED, NOT_LOADED, UNKNOWN)
                    .filter(state -> state.text().equals(text))
                    .findFirst()
                    .orElseThrow(() -> LedgerUnreadable.event("no known result \"" + text + "\"", null));
        }
    }
}
