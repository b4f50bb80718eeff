package org.keyrack.unit;

import java.util.List;
import java.util.Optional;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.EiIdentity;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.StatusWordFailure;
import org.keyrack.protocol.command.GetData;
import org.keyrack.protocol.command.PutLocation;
import org.keyrack.protocol.command.PutSerialNumber;
import org.keyrack.protocol.command.SetState;
import org.keyrack.protocol.command.StoreTransportKey;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/**
 * The administration of an EI before it is OPERATIONAL (protocol.md, Personalization): selected on construction, in the
 * clear or in a session under its Kperso. A refused command is a {@link StatusWordFailure} and has changed nothing. One
 * thread at a time.
 */
public final class EiAdministration implements AutoCloseable {
    private static final int NO_SLOT = 0;

    private final Exchange exchange;
    private final Optional<PersonalizationChannel> session;

    private EiAdministration(Exchange exchange, Optional<PersonalizationChannel> session) {
        this.exchange = exchange;
        this.session = session;
    }

    /**
     * Selects the EI applet of a card that was installed without a Kperso: physical custody alone guards what is sent.
     *
     * @throws StatusWordFailure 6A82 when the card has no such applet
     */
    public static EiAdministration select(ApduChannel channel) throws CardFailure {
        Exchange exchange = new Exchange(channel);
        exchange.select(Role.EI);
        return new EiAdministration(exchange, Optional.empty());
    }

    /**
     * Selects the EI applet and opens a session under its Kperso, in which every later command goes.
     *
     * @param kperso what the applet was given at its installation; the caller closes it
     * @param rh 16 bytes, fresh
     * @throws ProtocolFailure when the card does not prove that it has this Kperso: nothing secret was sent
     */
    public static EiAdministration select(ApduChannel channel, SecretKeyBytes kperso, Bytes rh) throws CardFailure {
        new Exchange(channel).select(Role.EI);
        PersonalizationChannel session = PersonalizationChannel.open(channel, Role.EI, kperso, rh);
        return new EiAdministration(new Exchange(session), Optional.of(session));
    }

    public EiIdentity identity() throws CardFailure {
        return EiIdentity.decode(exchange.send(GetData.eiIdentity()));
    }

    /** All locations, ascending by REF2. */
    public List<LocationEntry> locations() throws CardFailure {
        return exchange.pages(LocationEntry::decodePage, GetData::locations);
    }

    /** PUT DATA 0201, before a T is stored. */
    public void putSerialNumber(SerialNumber sn) throws CardFailure {
        exchange.sendForNothing(new PutSerialNumber(sn));
    }

    /** PUT DATA 0202: a location without a key; one with this REF2 is replaced. */
    public void putLocation(LocationEntry location) throws CardFailure {
        exchange.sendForNothing(new PutLocation(location));
    }

    /**
     * LOAD COMPONENT: one of at least two; the module joins them.
     *
     * @param first whether a new key begins
     * @param component 16 or 32 bytes, not all zero; wiped by this call, whatever happens
     */
    public void loadComponent(boolean first, byte[] component, Kcv kcv) throws CardFailure {
        exchange.sendComponent(first, component, kcv);
    }

    /**
     * STORE T: the key loaded becomes T.
     *
     * @param tVersion 01 to FE
     */
    public void storeTransportKey(Suite suite, int tVersion, Kcv kcv) throws CardFailure {
        exchange.sendForNothing(new StoreTransportKey(NO_SLOT, suite, tVersion, kcv));
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
