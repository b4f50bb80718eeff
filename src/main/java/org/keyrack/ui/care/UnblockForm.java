package org.keyrack.ui.care;

import org.keyrack.app.AsCare;
import org.keyrack.app.CareWords;
import org.keyrack.app.InputException;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.ui.desk.Desk;
import org.keyrack.unit.AsUnit;

/** The administrator gives the operator a new PIN: his own, and the operator's twice. */
final class UnblockForm extends NewPinForm {
    UnblockForm(Desk desk, AsUnit as) {
        super(desk, as, PinReference.ADMINISTRATOR, "care.new.operator");
    }

    @Override
    String set(AsCare care, PinReference person, CarePins pins, char[] next)
            throws CardFailure, InputException, JournalUnavailable {
        pins.verify(care, person);
        care.unblock(next);
        return CareWords.unblocked(care);
    }
}
