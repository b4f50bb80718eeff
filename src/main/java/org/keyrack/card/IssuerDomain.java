package org.keyrack.card;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;

/**
 * The issuer security domain of a card: selected on construction, asked without keys. One thread at a time.
 *
 * <p>Other protocols than SCP03 show themselves here when the card has recognition data, else at {@link #open}.
 */
public final class IssuerDomain {
    private static final int LOCKED = 0x6283;
    private static final int RECOGNITION = 0x0066;
    private static final int KEY_INFORMATION = 0x00E0;
    private static final int FILE_CONTROL = 0x6F;
    private static final int NAME = 0x84;
    private static final int TEMPLATE = 0x73;
    private static final int PROTOCOLS = 0x64;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int SCP03 = 3;

    /** The object identifier of SCP03 without its last arc, which is the parameter "i" (GPC 2.3.1 Annex H.2). */
    private static final Bytes PROTOCOL = Bytes.ofHex("2A864886FC6B04");

    private final ApduChannel channel;
    private final Aid aid;
    private final boolean locked;
    private final Optional<Bytes> protocol;

    private IssuerDomain(ApduChannel channel, Aid aid, boolean locked, Optional<Bytes> protocol) {
        this.channel = channel;
        this.aid = aid;
        this.locked = locked;
        this.protocol = protocol;
    }

    /**
     * Selects the issuer security domain: first as the application that every card selects by itself, then by its usual
     * AID.
     *
     * @throws CardRefusal NOT_GLOBAL_PLATFORM when none answers
     */
    public static IssuerDomain select(ApduChannel channel) throws CardFailure, CardRefusal {
        for (Bytes name : List.of(Bytes.EMPTY, Aid.ISSUER_DOMAIN.value())) {
            ResponseApdu answer = channel.transmit(new CommandApdu(0x00, 0xA4, 0x04, 0x00, name.toArray(), true));
            boolean locked = answer.sw() == LOCKED;
            Optional<Aid> aid = answer.isSuccess() || locked ? domain(Bytes.of(answer.data())) : Optional.empty();
            if (aid.isPresent()) {
                return new IssuerDomain(channel, aid.get(), locked, protocol(channel));
            }
        }
        throw new CardRefusal(CardRefusal.Reason.NOT_GLOBAL_PLATFORM);
    }

    /** Whether a key set opens the channel of a card. That costs the card no try: its cryptogram alone tells. */
    public static boolean opens(ApduChannel channel, KeySet keys) throws CardFailure, CardRefusal {
        try {
            select(channel).open(keys).close();
            return true;
        } catch (CardRefusal refusal) {
            boolean others = refusal.reason() == CardRefusal.Reason.WRONG_KEYS
                    || refusal.reason() == CardRefusal.Reason.NO_SUCH_KEY_VERSION;
            if (!others) {
                throw refusal;
            }
            return false;
        }
    }

    /** Whether the card answers INITIALIZE UPDATE with the cryptogram of a key set; nothing more is sent. */
    boolean answersWith(KeySet keys) throws CardFailure, CardRefusal {
        refuseOthers();
        return SecureChannel.answersWith(channel, keys, option().orElse(new Scp03Option(0)));
    }

    /** The AID in the file control information (GPC 2.3.1 section 11.9.3.1); none: something else was selected. */
    private static Optional<Aid> domain(Bytes answer) {
        try {
            Bytes template = Tlv.find(Tlv.list("FCI", answer), FILE_CONTROL).orElse(Bytes.EMPTY);
            return Tlv.find(Tlv.list("FCI", template), NAME)
                    .filter(value -> Aid.isLength(value.length()))
                    .map(Aid::new);
        } catch (CardFailure malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Bytes> protocol(ApduChannel channel) throws CardFailure {
        ResponseApdu answer = getData(channel, RECOGNITION);
        if (!answer.isSuccess()) {
            return Optional.empty();
        }
        String what = "The card recognition data";
        List<Tlv> data = Tlv.unwrapped(what, Bytes.of(answer.data()), RECOGNITION);
        Bytes template = Tlv.find(data, TEMPLATE).orElse(Bytes.EMPTY);
        List<Bytes> named = new ArrayList<>();
        for (Tlv object : Tlv.list(what, template)) {
            if (object.tag() == PROTOCOLS) {
                Tlv.find(Tlv.list(what, object.value()), OBJECT_IDENTIFIER)
                        .filter(IssuerDomain::isProtocol)
                        .ifPresent(named::add);
            }
        }
        // A card may know several: SCP03 is the one to take.
        return named.stream().max(Comparator.comparingInt(IssuerDomain::number));
    }

    private static boolean isProtocol(Bytes oid) {
        return oid.length() == PROTOCOL.length() + 2
                && oid.slice(0, PROTOCOL.length()).equals(PROTOCOL);
    }

    private static int number(Bytes oid) {
        return oid.at(PROTOCOL.length());
    }

    private static ResponseApdu getData(ApduChannel channel, int tag) throws CardFailure {
        return channel.transmit(CommandApdu.of(0x80, 0xCA, tag >> 8, tag & 0xFF, true));
    }

    public Aid aid() {
        return aid;
    }

    /** Whether the card is CARD_LOCKED: it answers, and does nothing. */
    public boolean locked() {
        return locked;
    }

    /** Number of the secure channel protocol, 1 to 3, when the card tells it without keys. */
    public Optional<Integer> protocolNumber() {
        return protocol.map(IssuerDomain::number);
    }

    /** The parameter "i" of SCP03, when the card tells it without keys. */
    public Optional<Scp03Option> option() {
        return protocol.filter(oid -> number(oid) == SCP03).map(oid -> new Scp03Option(oid.at(PROTOCOL.length() + 1)));
    }

    /** The keys of the domain; empty when the card does not tell. */
    public List<InstalledKey> keys() throws CardFailure {
        ResponseApdu answer = getData(channel, KEY_INFORMATION);
        return answer.isSuccess() ? InstalledKey.decode(Bytes.of(answer.data())) : List.of();
    }

    /**
     * Opens a session under the highest level that the card can.
     *
     * @param keys they stay the caller's
     * @throws CardRefusal when the card has another protocol or other keys; it has counted nothing
     */
    public CardContents open(KeySet keys) throws CardFailure, CardRefusal {
        refuseOthers();
        Scp03Option mode = option().orElse(new Scp03Option(0));
        if (!mode.isKnown()) {
            throw new CardRefusal(CardRefusal.Reason.OTHER_PROTOCOL);
        }
        SecurityLevel level = option().map(Scp03Option::highest).orElse(SecurityLevel.MAC_ENCRYPTION);
        return open(keys, mode, level);
    }

    /** Opens a session under a level of one's own. */
    public CardContents open(KeySet keys, Scp03Option mode, SecurityLevel level) throws CardFailure, CardRefusal {
        refuseOthers();
        return new CardContents(SecureChannel.open(channel, keys, mode, level), aid);
    }

    private void refuseOthers() throws CardRefusal {
        switch (protocolNumber().orElse(SCP03)) {
            case SCP03 -> {}
            case 1 -> throw new CardRefusal(CardRefusal.Reason.SCP01);
            case 2 -> throw new CardRefusal(CardRefusal.Reason.SCP02);
            default -> throw new CardRefusal(CardRefusal.Reason.OTHER_PROTOCOL);
        }
    }
}
