package org.keyrack.unit;

import java.util.List;
import java.util.Optional;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.answer.EiIdentity;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.ImportedKey;
import org.keyrack.protocol.answer.Initiation;
import org.keyrack.protocol.answer.LastDownload;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.StatusWordFailure;
import org.keyrack.protocol.command.GetData;
import org.keyrack.protocol.command.ImportKey;
import org.keyrack.protocol.command.Initiate;

/** A session with the EI applet: selected on construction. One thread at a time. */
public final class EiSession {
    private static final int NONE = 0x6A88;

    private final Exchange exchange;

    private EiSession(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * Selects the EI applet.
     *
     * @throws StatusWordFailure 6A82 when the card has no such applet
     */
    public static EiSession select(ApduChannel channel) throws CardFailure {
        Exchange exchange = new Exchange(channel);
        exchange.select(Role.EI);
        return new EiSession(exchange);
    }

    public EiIdentity identity() throws CardFailure {
        return EiIdentity.decode(exchange.send(GetData.eiIdentity()));
    }

    /** All locations, ascending by REF2. */
    public List<LocationEntry> locations() throws CardFailure {
        return exchange.pages(LocationEntry::decodePage, GetData::locations);
    }

    /** INITIATE: SN, a fresh R, and P, the proof that the module holds T. */
    public Initiation initiate() throws CardFailure {
        return Initiation.decode(exchange.send(new Initiate()));
    }

    /**
     * IMPORTKEY: stores what the AS exported.
     *
     * @param withNext whether the answer carries the next INITIATE (P1 bit 0)
     * @throws ProtocolFailure when the answer breaks the rules; the outcome is then not known
     */
    public ImportedKey importKey(ExportedKey exported, boolean withNext) throws CardFailure {
        ImportedKey imported = ImportedKey.decode(exchange.send(new ImportKey(exported, withNext)));
        if (imported.next().isPresent() != withNext) {
            throw new ProtocolFailure("IMPORTKEY answered " + (withNext ? "without" : "with") + " the next random");
        }
        if (imported.keyVersion() != exported.header().keyVersion()) {
            throw new ProtocolFailure("IMPORTKEY answered for another version of the key");
        }
        return imported;
    }

    /**
     * GET DATA 0203.
     *
     * @param ref2 the location; 0000 asks for T
     * @return empty when the location never received a key
     */
    public Optional<LastDownload> lastDownload(int ref2) throws CardFailure {
        try {
            return Optional.of(LastDownload.decode(exchange.send(GetData.lastDownload(ref2))));
        } catch (StatusWordFailure failure) {
            if (failure.sw() == NONE) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** The last APDUs, redacted. */
    public List<String> trace() {
        return exchange.trace();
    }
}
