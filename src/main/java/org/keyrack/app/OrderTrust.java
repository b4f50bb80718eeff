package org.keyrack.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.ReleasedAct;
import org.keyrack.language.Wording;
import org.keyrack.ledger.PersonException;
import org.keyrack.order.OrderException;
import org.keyrack.order.SupervisorKey;
import org.keyrack.order.SupervisorName;
import org.keyrack.order.TrustNote;

/** Says whose signatures of orders count; the same for window and command line. Not for the JavaFX thread. */
public final class OrderTrust {
    private OrderTrust() {}

    /** What a second supervisor has to release before, as soon as there is one who is not the one who does it. */
    public static List<WantedRelease> wanted(OpenLedger ledger, VerifierKey key, Optional<String> operator) {
        return operator.isPresent() && ledger.people().hasSupervisorBut(operator.get())
                ? List.of(new WantedRelease(ReleasedAct.TRUST, key.name(), key.name(), Optional.empty()))
                : List.of();
    }

    /** @throws InputException when a key that was read from a file is no supervisor's */
    public static void requireSupervisor(VerifierKey key, Path file) throws InputException {
        if (!SupervisorName.isOf(key)) {
            throw new InputException(Wording.of("input").say("supervisor.notOne", file.toString()));
        }
    }

    /**
     * Trusts a key, or withdraws it.
     *
     * @param signer a key that is trusted already; empty for the first, which the bench's key signs
     * @param operator who brings it, by ID; empty where nobody has signed in
     */
    public static void say(
            OpenLedger ledger,
            VerifierKey key,
            boolean trusted,
            Optional<SupervisorKey> signer,
            Optional<String> operator)
            throws OrderException, PersonException, JournalUnavailable {
        if (signer.isEmpty()) {
            ledger.orders().trustFirst(key, operator);
        } else {
            TrustNote note = new TrustNote(ledger.records().ledgerId(), key, SupervisorName.id(key), trusted);
            ledger.orders().trust(signer.get().sign(note.text()), operator);
        }
    }
}
