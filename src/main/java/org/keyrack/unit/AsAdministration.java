package org.keyrack.unit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Lock;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.protocol.answer.AsProtection;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.answer.SealedRecord;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.PinFailure;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.StatusWordFailure;
import org.keyrack.protocol.command.Allow;
import org.keyrack.protocol.command.ChangePin;
import org.keyrack.protocol.command.Clear;
import org.keyrack.protocol.command.ExportSealed;
import org.keyrack.protocol.command.GenerateKey;
import org.keyrack.protocol.command.GetData;
import org.keyrack.protocol.command.ImportSealed;
import org.keyrack.protocol.command.KeyPlace;
import org.keyrack.protocol.command.PutAsIdentity;
import org.keyrack.protocol.command.PutExportsLeft;
import org.keyrack.protocol.command.PutLocks;
import org.keyrack.protocol.command.PutPin;
import org.keyrack.protocol.command.ResetRetryCounter;
import org.keyrack.protocol.command.SetState;
import org.keyrack.protocol.command.StoreBackupKey;
import org.keyrack.protocol.command.StoreKey;
import org.keyrack.protocol.command.StoreSuccessor;
import org.keyrack.protocol.command.StoreTransportKey;
import org.keyrack.protocol.command.Verify;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/**
 * The administration of an AS (protocol.md, Roles and Personalization): selected on construction, in the clear or in a
 * session under its Kperso. A refused command is a {@link StatusWordFailure} and has changed nothing. One thread at a time.
 */
public final class AsAdministration implements AutoCloseable {
    private final Exchange exchange;
    private final Optional<PersonalizationChannel> session;

    private AsAdministration(Exchange exchange, Optional<PersonalizationChannel> session) {
        this.exchange = exchange;
        this.session = session;
    }

    /**
     * Selects the AS applet of a card that was installed without a Kperso, or is beyond its first LOADING.
     *
     * @throws StatusWordFailure 6A82 when the card has no such applet
     */
    public static AsAdministration select(ApduChannel channel) throws CardFailure {
        Exchange exchange = new Exchange(channel);
        exchange.select(Role.AS);
        return new AsAdministration(exchange, Optional.empty());
    }

    /**
     * Selects the AS applet and opens a session under its Kperso, in which every later command goes.
     *
     * @param kperso what the applet was given at its installation; the caller closes it
     * @param rh 16 bytes, fresh
     * @throws ProtocolFailure when the card does not prove that it has this Kperso: nothing secret was sent
     */
    public static AsAdministration select(ApduChannel channel, SecretKeyBytes kperso, Bytes rh) throws CardFailure {
        new Exchange(channel).select(Role.AS);
        PersonalizationChannel session = PersonalizationChannel.open(channel, Role.AS, kperso, rh);
        return new AsAdministration(new Exchange(session), Optional.of(session));
    }

    public AsIdentity identity() throws CardFailure {
        return AsIdentity.decode(exchange.send(GetData.asIdentity()));
    }

    /** Locks, PINs set, origins: GET DATA 0103. */
    public AsProtection protection() throws CardFailure {
        return AsProtection.decode(exchange.send(GetData.asProtection()));
    }

    /** The whole key directory, ascending by REF1. */
    public List<KeyDirectoryEntry> keys() throws CardFailure {
        return exchange.pages(KeyDirectoryEntry::decodePage, GetData::keyDirectory);
    }

    /**
     * PUT DATA 0101, while acts are 0.
     *
     * @param asId 4 bytes
     * @param label up to 16 printable ASCII characters
     */
    public void putIdentity(Bytes asId, String label) throws CardFailure {
        exchange.sendForNothing(new PutAsIdentity(asId, label));
    }

    /**
     * PUT DATA 0080 to 0082: gives a PIN; that of administrator and custodian once only.
     *
     * @param pin 4 to 8 digits; wiped by this call, whatever happens
     */
    public void putPin(PinReference reference, char[] pin) throws CardFailure {
        PinExchange.send(exchange, pin, padded -> new PutPin(reference, padded));
    }

    /**
     * VERIFY.
     *
     * @param pin 4 to 8 digits; wiped by this call, whatever happens
     * @throws PinFailure when it is wrong or blocked, with the tries left
     */
    public void verify(PinReference reference, char[] pin) throws CardFailure {
        PinExchange.send(exchange, pin, padded -> new Verify(reference, padded));
    }

    /**
     * CHANGE, by the holder of the PIN alone; it is not verified afterwards.
     *
     * @param oldPin 4 to 8 digits; wiped by this call, whatever happens
     * @param newPin the same
     * @throws PinFailure when the old one is wrong or blocked, with the tries left
     */
    public void changePin(PinReference reference, char[] oldPin, char[] newPin) throws CardFailure {
        PinExchange.send(exchange, oldPin, newPin, (first, second) -> ChangePin.of(reference, first, second));
    }

    /**
     * RESET RETRY COUNTER of the operator, the administrator being verified; an act once the AS is OPERATIONAL.
     *
     * @param pin the operator's new PIN; wiped by this call, whatever happens
     */
    public void resetOperatorPin(char[] pin) throws CardFailure {
        PinExchange.send(exchange, pin, ResetRetryCounter::new);
    }

    /** PUT DATA 0103: adds locks for good. */
    public void lock(Set<Lock> locks) throws CardFailure {
        exchange.sendForNothing(new PutLocks(locks));
    }

    /**
     * LOAD COMPONENT: one of at least two; the card joins them.
     *
     * @param first whether a new key begins
     * @param component 16 or 32 bytes, not all zero; wiped by this call, whatever happens
     */
    public void loadComponent(boolean first, byte[] component, Kcv kcv) throws CardFailure {
        exchange.sendComponent(first, component, kcv);
    }

    /** GENERATE: draws a key in the card, which nobody ever has; the next STORE takes it by this KCV. */
    public Kcv generate(KeyType keyType) throws CardFailure {
        WireReader in = new WireReader("GENERATE answer", exchange.send(new GenerateKey(keyType))).ofLength(Kcv.LENGTH);
        return in.kcv();
    }

    /**
     * STORE T: the key loaded or drawn becomes T of a slot, which is barred for every key that is there.
     *
     * @param slot 1 to 4
     * @param tVersion 01 to FE
     */
    public void storeTransportKey(int slot, Suite suite, int tVersion, Kcv kcv) throws CardFailure {
        exchange.sendForNothing(new StoreTransportKey(slot, suite, tVersion, kcv));
    }

    /** STORE T of a successor: the key just drawn takes over the bars of another slot, and leaves under that one alone. */
    public void storeSuccessor(StoreSuccessor successor) throws CardFailure {
        exchange.sendForNothing(successor);
    }

    /** STORE TA: the key loaded or drawn; an entry with this REF1 is replaced. */
    public void storeKey(KeyDirectoryEntry entry) throws CardFailure {
        exchange.sendForNothing(new StoreKey(entry));
    }

    /** STORE KBK: the key of 32 bytes loaded by components; every key that is there is barred from sealed records. */
    public void storeBackupKey(Kcv kcv) throws CardFailure {
        exchange.sendForNothing(new StoreBackupKey(kcv));
    }

    /** CLEAR: wipes a key; bars stay. */
    public void clear(KeyPlace place) throws CardFailure {
        exchange.sendForNothing(new Clear(place));
    }

    /**
     * ALLOW: lifts the bar of a slot from a key, unless that is locked.
     *
     * @param slot 1 to 4
     */
    public void allow(int slot, int ref1) throws CardFailure {
        exchange.sendForNothing(new Allow(slot, ref1));
    }

    /**
     * EXPORTS LEFT: takes the place of the old figure.
     *
     * @param exportsLeft 0 to {@link KeyDirectoryEntry#NO_LIMIT}
     */
    public void putExportsLeft(int ref1, long exportsLeft) throws CardFailure {
        exchange.sendForNothing(new PutExportsLeft(ref1, exportsLeft));
    }

    /** EXPORT SEALED: a T or a TA under the KBK; the operator is verified too. */
    public SealedRecord exportSealed(KeyPlace place) throws CardFailure {
        return SealedRecord.decode(exchange.send(new ExportSealed(place)));
    }

    /** IMPORT SEALED: T first, then TA; nothing is overwritten, and exports left are 0. */
    public void importSealed(SealedRecord record) throws CardFailure {
        exchange.sendForNothing(new ImportSealed(record));
    }

    /** SET STATE. */
    public void setState(LifeCycleState state) throws CardFailure {
        exchange.sendForNothing(new SetState(state));
    }

    /** The last APDUs, redacted. */
    public List<String> trace() {
        return exchange.trace();
    }

    /** Wipes the keys of the session, when there is one; the card and its channel stay the caller's. */
    @Override
    public void close() {
        session.ifPresent(PersonalizationChannel::close);
    }
}
