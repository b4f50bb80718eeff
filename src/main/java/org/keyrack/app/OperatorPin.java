package org.keyrack.app;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.ledger.PersonException;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.unit.AsUnit;

/**
 * The operator's PIN, entered in AS of a bench. Its last try is released by a second person where somebody has signed in, and is
 * in the ledger before the PIN is sent.
 *
 * @param person who has signed in, by ID; empty where nobody has to
 */
public record OperatorPin(Bench bench, OpenLedger ledger, Optional<String> person) {
    /** What is to be released before the PIN is entered in the AS of a reader; nothing while it has more than one try. */
    public List<WantedRelease> wanted(String reader) {
        return identity(reader).flatMap(as -> WantedRelease.of(as, PinReference.OPERATOR)).stream()
                .toList();
    }

    /**
     * Verifies it.
     *
     * @param pin wiped by this call
     * @throws PersonException when it is the last try and no supervisor has released it; nothing was sent
     * @throws JournalUnavailable when the last try could not be written down; nothing was sent
     */
    public void verify(String reader, char[] pin)
            throws CardFailure, PersonException, JournalUnavailable, InterruptedException {
        try {
            Optional<AsIdentity> as = identity(reader);
            if (as.isPresent()) {
                use(ledger, as.get(), PinReference.OPERATOR, person);
            }
            bench.verifyOperator(reader, pin);
        } finally {
            Arrays.fill(pin, '\0');
        }
    }

    private Optional<AsIdentity> identity(String reader) {
        return bench.view().slot(reader).flatMap(SlotView::as).map(AsUnit::identity);
    }

    /** Writes a last try down, before it is used; does nothing while there are more. */
    static void use(OpenLedger ledger, AsIdentity as, PinReference pin, Optional<String> person)
            throws PersonException, JournalUnavailable, InterruptedException {
        if (WantedRelease.of(as, pin).isPresent()) {
            ledger.people().lastPinTry(as.asId(), pin, person);
        }
    }
}
