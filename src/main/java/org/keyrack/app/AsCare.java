package org.keyrack.app;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyrack.journal.AsAct;
import org.keyrack.journal.AsActed;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.ChosenPin;
import org.keyrack.language.ChosenPin.Weakness;
import org.keyrack.language.SentenceException;
import org.keyrack.language.Wording;
import org.keyrack.ledger.PersonException;
import org.keyrack.prepare.AsPlan;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.protocol.answer.AsProtection;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.answer.SealedRecord;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.StatusWordFailure;
import org.keyrack.protocol.command.KeyPlace;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.ReaderSnapshot;
import org.keyrack.reader.Readers;
import org.keyrack.reader.Readers.Sharing;
import org.keyrack.unit.AsAdministration;
import org.keyrack.world.World;

/**
 * An AS card in the hands of its administrator and custodian: held by this program alone, each act written down in the ledger
 * with the acts that the card shows afterwards. One thread at a time; not for the JavaFX thread.
 */
public final class AsCare implements AutoCloseable {
    private static final int NO_APPLET = 0x6A82;

    private final String reader;
    private final CardConnection card;
    private final AsAdministration as;
    private final OpenLedger ledger;
    private final Worker worker;
    private final World world;

    private AsCare(String reader, CardConnection card, AsAdministration as, OpenLedger ledger, Worker worker) {
        this.reader = reader;
        this.card = card;
        this.as = as;
        this.ledger = ledger;
        this.worker = worker;
        this.world = World.real();
    }

    /**
     * Who works on an AS.
     *
     * @param name for the ledger
     * @param person who has signed in, by ID; empty where nobody has to
     */
    public record Worker(String name, Optional<String> person) {}

    /**
     * The AS of a reader, or the first of the bench.
     *
     * @param name of the reader; empty for the first with an AS
     * @param worker who works on it
     * @throws InputException when there is none, or it waits in the session of its preparation
     * @throws CardFailure when a card does not answer
     */
    public static AsCare open(Readers readers, Optional<String> name, OpenLedger ledger, Worker worker)
            throws InputException, CardFailure {
        Stream<String> wanted = name.map(Stream::of)
                .orElseGet(() -> readers.snapshot().readers().stream()
                        .filter(reader -> reader.card() == ReaderSnapshot.Card.PRESENT)
                        .map(ReaderSnapshot.Reader::name));
        for (String reader : wanted.toList()) {
            CardConnection card = readers.open(reader, Sharing.EXCLUSIVE);
            try {
                AsCare care = new AsCare(reader, card, AsAdministration.select(card), ledger, worker);
                if (care.as.protection().personalizationKey()) {
                    throw new InputException(words().say("care.session", reader));
                }
                return care;
            } catch (StatusWordFailure other) {
                card.close();
                if (other.sw() != NO_APPLET) {
                    throw other;
                }
            } catch (CardFailure | InputException | RuntimeException e) {
                card.close();
                throw e;
            }
        }
        throw new InputException(
                name.map(reader -> words().say("care.noAs", reader)).orElseGet(() -> words().get("care.none")));
    }

    private static Wording words() {
        return Wording.of("input");
    }

    public String reader() {
        return reader;
    }

    public AsIdentity identity() throws CardFailure {
        return as.identity();
    }

    public AsProtection protection() throws CardFailure {
        return as.protection();
    }

    public List<KeyDirectoryEntry> keys() throws CardFailure {
        return as.keys();
    }

    /** @throws InputException when it is another AS than the one that is meant, asked before any PIN is sent */
    public void require(Bytes asId) throws CardFailure, InputException {
        if (!as.identity().asId().equals(asId)) {
            throw new InputException(words().say("care.other", reader));
        }
    }

    /** What is to be released before a PIN is entered; empty while it has more than one try. */
    public Optional<WantedRelease> wanted(PinReference reference) throws CardFailure {
        return WantedRelease.of(as.identity(), reference);
    }

    /**
     * Verifies a PIN; a last try is written down before.
     *
     * @param pin wiped by this call
     * @throws InputException when nobody has released the last try; the PIN was not sent
     */
    public void verify(PinReference reference, char[] pin) throws CardFailure, InputException, JournalUnavailable {
        try {
            use(reference);
            as.verify(reference, pin);
        } finally {
            Arrays.fill(pin, '\0');
        }
    }

    private void use(PinReference reference) throws CardFailure, InputException, JournalUnavailable {
        try {
            OperatorPin.use(ledger, as.identity(), reference, worker.person());
        } catch (PersonException unreleased) {
            throw new InputException(SentenceException.said(unreleased), unreleased);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalUnavailable("The ledger was not asked to the end", e);
        }
    }

    /**
     * Changes a PIN, by its holder.
     *
     * @param oldPin wiped by this call
     * @param newPin wiped by this call
     * @throws InputException when the new one is weak or the old one, or nobody has released the last try; no try was used
     */
    public void changePin(PinReference reference, char[] oldPin, char[] newPin)
            throws CardFailure, InputException, JournalUnavailable {
        try {
            if (Arrays.equals(oldPin, newPin)) {
                throw new InputException(words().get("care.pin.same"));
            }
            requireStrong(newPin);
            use(reference);
            as.changePin(reference, oldPin, newPin);
        } finally {
            Arrays.fill(oldPin, '\0');
            Arrays.fill(newPin, '\0');
        }
        told(AsAct.PIN_CHANGED, reference.name());
    }

    /**
     * Gives the operator a new PIN; the administrator is verified. An act once the AS is OPERATIONAL.
     *
     * @param newPin wiped by this call
     */
    public void unblock(char[] newPin) throws CardFailure, InputException, JournalUnavailable {
        try {
            requireStrong(newPin);
            as.resetOperatorPin(newPin);
        } finally {
            Arrays.fill(newPin, '\0');
        }
        told(AsAct.OPERATOR_UNBLOCKED, PinReference.OPERATOR.name());
    }

    private static void requireStrong(char[] pin) throws InputException {
        Optional<Weakness> weakness = ChosenPin.weakness(pin);
        if (weakness.isPresent()) {
            throw new InputException(words().say("care.pin.weak", weakness.get().said()));
        }
    }

    /** SET STATE, administrator and custodian being verified. Nothing is done in that state already. */
    public void setState(LifeCycleState state) throws CardFailure, JournalUnavailable {
        if (as.identity().state() != state) {
            as.setState(state);
            told(AsAct.STATE, state.name());
        }
    }

    /** @throws InputException when the AS is in another state than sealed records want, or was not finished, with what to do */
    public void requireLoading() throws CardFailure, InputException {
        LifeCycleState state = as.identity().state();
        if (state != LifeCycleState.LOADING) {
            throw new InputException(words().say("clone.state", reader, state.name()));
        }
        requireFinished();
    }

    /** @throws InputException while its preparation is not finished: that begins it anew, so nothing may have left it before */
    public void requireFinished() throws CardFailure, InputException {
        if (as.identity().label().equals(AsPlan.NOT_FINISHED)) {
            throw new InputException(words().say("clone.notFinished", reader));
        }
    }

    /** Whether keys that this card drew would die with it: no KBK is there under which they could leave. */
    public boolean hasNoSecond() throws CardFailure {
        AsProtection protection = as.protection();
        boolean drawn = protection.slots().stream()
                        .anyMatch(slot -> slot.origin().equals(Optional.of(AsProtection.Origin.DRAWN_HERE)))
                || as.keys().stream().anyMatch(key -> key.attributes().drawnOnCard());
        return drawn && protection.kbkKcv().equals(Kcv.NONE);
    }

    /** What is done in LOADING. */
    @FunctionalInterface
    public interface Loading {
        void run() throws CardFailure, JournalUnavailable;
    }

    /**
     * Does something in LOADING, administrator and custodian being verified, and takes the AS back to work when it came from
     * there.
     *
     * @throws LeftInLoading when that broke off, so that the AS may serve nobody now
     */
    public void inLoading(Loading work) throws CardFailure, JournalUnavailable, LeftInLoading {
        boolean atWork = as.identity().state() == LifeCycleState.OPERATIONAL;
        try {
            setState(LifeCycleState.LOADING);
            work.run();
            if (atWork) {
                setState(LifeCycleState.OPERATIONAL);
            }
        } catch (CardFailure | JournalUnavailable broken) {
            if (atWork) {
                throw new LeftInLoading(broken);
            }
            throw broken;
        }
    }

    /** An AS was at work, and what was to be done to it broke off before it was at work again. */
    public static final class LeftInLoading extends Exception {
        private static final long serialVersionUID = 1L;

        LeftInLoading(Exception cause) {
            super(cause);
        }
    }

    /**
     * Whether these can be set, asked before any PIN is.
     *
     * @param exports exports left, by REF1
     * @throws InputException when there is no such key, or more than a card counts
     */
    public void requireExports(Map<Integer, Long> exports) throws CardFailure, InputException {
        if (exports.values().stream().anyMatch(number -> number >= KeyDirectoryEntry.NO_LIMIT)) {
            throw new InputException(words().get("exports.most"));
        }
        Set<Integer> known = as.keys().stream().map(KeyDirectoryEntry::ref1).collect(Collectors.toSet());
        for (int ref1 : exports.keySet()) {
            if (!known.contains(ref1)) {
                throw new InputException(words().say("exports.noKey", ref1));
            }
        }
    }

    /** EXPORTS LEFT of each of these keys, in LOADING. */
    public void putExportsLeft(Map<Integer, Long> exports) throws CardFailure, JournalUnavailable {
        for (Map.Entry<Integer, Long> each : exports.entrySet()) {
            putExportsLeft(each.getKey(), each.getValue());
        }
    }

    /** EXPORTS LEFT, in LOADING. */
    public void putExportsLeft(int ref1, long exportsLeft) throws CardFailure, JournalUnavailable {
        as.putExportsLeft(ref1, exportsLeft);
        told(AsAct.EXPORTS_LEFT, ref1 + " " + exportsLeft);
    }

    /** CLEAR, in LOADING. */
    public void clear(KeyPlace place) throws CardFailure, JournalUnavailable {
        as.clear(place);
        told(AsAct.CLEARED, name(place));
    }

    /** EXPORT SEALED, in LOADING, the operator being verified too. */
    public SealedRecord seal(KeyPlace place) throws CardFailure, JournalUnavailable {
        SealedRecord record = as.exportSealed(place);
        told(AsAct.SEALED, name(place));
        return record;
    }

    /** IMPORT SEALED, in LOADING. */
    public void restore(SealedRecord record, KeyPlace place) throws CardFailure, JournalUnavailable {
        as.importSealed(record);
        told(AsAct.RESTORED, name(place));
    }

    private static String name(KeyPlace place) {
        if (place instanceof KeyPlace.TransportKeySlot t) {
            return "T " + t.slot();
        }
        return place instanceof KeyPlace.ApplicationKey ta ? String.valueOf(ta.ref1()) : "KBK";
    }

    private void told(AsAct act, String object) throws CardFailure, JournalUnavailable {
        AsIdentity identity = as.identity();
        try {
            ledger.commit(List.of(new AsActed(
                    world.now(), identity.asId(), act, object, identity.acts(), identity.ctr(), worker.name())));
        } catch (ClaimRefused impossible) {
            throw new IllegalStateException("An act on an AS needs no claim", impossible);
        }
    }

    @Override
    public void close() {
        as.close();
        card.close();
    }
}
