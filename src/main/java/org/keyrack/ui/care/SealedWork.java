package org.keyrack.ui.care;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.keyrack.app.AsCare;
import org.keyrack.app.AsClone;
import org.keyrack.app.AsClone.Sealed;
import org.keyrack.app.CareWords;
import org.keyrack.app.InputException;
import org.keyrack.app.SealedRecordFile;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.SentenceException;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.ui.care.SealedTarget.Into;
import org.keyrack.ui.care.SealedTarget.Keep;
import org.keyrack.unit.AsUnit;

/**
 * Sealed records on their way.
 *
 * @param as the AS shown
 * @param file of the records; empty when they go straight
 * @param pins of the AS shown; wiped by the run
 * @param other PINs of the second AS; wiped by the run
 * @param shares exports that the second AS is to have, by REF1
 * @param reopen whether an AS at work is taken to LOADING for it
 * @param operational whether each AS is taken to work at the end
 */
record SealedWork(
        AsUnit as,
        SealedTarget target,
        Optional<Path> file,
        CarePins pins,
        CarePins other,
        Map<Integer, Long> shares,
        boolean reopen,
        boolean operational)
        implements CareWork.Act {
    SealedWork {
        shares = Map.copyOf(shares);
    }

    @Override
    public String run(CareWork.Cards cards) throws CardFailure, InputException, JournalUnavailable {
        try (pins;
                other;
                AsCare care = cards.open(as)) {
            if (target instanceof Into into) {
                open(care);
                try (AsCare second = cards.open(into.second())) {
                    // What the second refuses is known before the first is asked for anything.
                    AsClone.requireReady(second, care.protection().kbkKcv());
                    AsClone.requireShares(care, second, shares);
                    Sealed sealed = seal(cards, care);
                    String said = restore(cards, sealed, Optional.of(care), second, other);
                    close(care);
                    return said;
                }
            }
            if (target instanceof Keep) {
                open(care);
                Sealed sealed = seal(cards, care);
                SealedRecordFile.write(file.orElseThrow(), sealed);
                close(care);
                return said(sealed, sealed.records().size(), file.orElseThrow().toString());
            }
            Sealed kept = SealedRecordFile.read(file.orElseThrow());
            AsClone.requireShares(kept, care, shares);
            return restore(cards, kept, Optional.empty(), care, pins);
        } catch (IOException e) {
            throw new InputException(SentenceException.said(e), e);
        }
    }

    /** The three persons of the first AS, and LOADING. */
    private void open(AsCare first) throws CardFailure, InputException, JournalUnavailable {
        boolean back = reopen && first.identity().state() == LifeCycleState.OPERATIONAL;
        if (!back) {
            first.requireLoading();
        }
        pins.verify(first, PinReference.OPERATOR, PinReference.ADMINISTRATOR, PinReference.CUSTODIAN);
        if (back) {
            first.setState(LifeCycleState.LOADING);
        }
    }

    private static Sealed seal(CareWork.Cards cards, AsCare first)
            throws CardFailure, InputException, JournalUnavailable {
        return AsClone.seal(first, (done, of) -> cards.progress().accept(CareWords.sealed(done, of)));
    }

    private String restore(CareWork.Cards cards, Sealed sealed, Optional<AsCare> first, AsCare second, CarePins persons)
            throws CardFailure, InputException, JournalUnavailable {
        second.requireLoading();
        persons.verify(second, PinReference.ADMINISTRATOR, PinReference.CUSTODIAN);
        int taken =
                AsClone.restore(sealed, second, (done, of) -> cards.progress().accept(CareWords.restored(done, of)));
        AsClone.divide(first, second, shares);
        close(second);
        return said(sealed, taken, second.reader());
    }

    private void close(AsCare care) throws CardFailure, JournalUnavailable {
        if (operational) {
            care.setState(LifeCycleState.OPERATIONAL);
        }
    }

    private static String said(Sealed sealed, int taken, String where) {
        return String.join(" ", CareWords.cloned(sealed, taken, where));
    }
}
