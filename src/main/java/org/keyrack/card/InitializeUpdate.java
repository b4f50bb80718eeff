package org.keyrack.card;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.apdu.StatusWordFailure;

/**
 * What a card answers to INITIALIZE UPDATE under SCP03 (Amendment D v1.2, Table 7-3).
 *
 * @param diversification 10 bytes with which an issuer diversifies its keys
 * @param keyVersion key version number, 01 to FF
 * @param option the parameter "i"
 * @param cardChallenge 8 or 16 bytes
 * @param cardCryptogram 8 or 16 bytes
 */
record InitializeUpdate(
        Bytes diversification, int keyVersion, Scp03Option option, Bytes cardChallenge, Bytes cardCryptogram) {
    private static final int INS = 0x50;
    private static final String NAME = "INITIALIZE UPDATE";
    private static final int DIVERSIFICATION = 10;
    private static final int COUNTER = 3;
    private static final int NO_SUCH_KEY = 0x6A88;
    private static final int BLOCKED = 0x6983;

    static InitializeUpdate send(ApduChannel channel, int keyVersion, Bytes hostChallenge)
            throws CardFailure, CardRefusal {
        ResponseApdu answer =
                channel.transmit(new CommandApdu(0x80, INS, keyVersion, 0, hostChallenge.toArray(), true));
        switch (answer.sw()) {
            case 0x9000 -> {
                return decode(Bytes.of(answer.data()));
            }
            case NO_SUCH_KEY -> throw new CardRefusal(CardRefusal.Reason.NO_SUCH_KEY_VERSION);
            case BLOCKED -> throw new CardRefusal(CardRefusal.Reason.BLOCKED);
            case 0x6D00, 0x6E00 -> throw new CardRefusal(CardRefusal.Reason.NOT_GLOBAL_PLATFORM);
            default -> throw new StatusWordFailure(NAME, answer.sw());
        }
    }

    static InitializeUpdate decode(Bytes answer) throws CardFailure, CardRefusal {
        WireReader reader = new WireReader("The answer to " + NAME, answer);
        Bytes diversification = reader.bytes(DIVERSIFICATION);
        int version = reader.u8();
        int protocol = reader.u8();
        switch (protocol) {
            case 1 -> throw new CardRefusal(CardRefusal.Reason.SCP01);
            case 2 -> throw new CardRefusal(CardRefusal.Reason.SCP02);
            case 3 -> {}
            default -> throw new CardRefusal(CardRefusal.Reason.OTHER_PROTOCOL);
        }
        Scp03Option option = new Scp03Option(reader.u8());
        if (!option.isKnown()) {
            throw new CardRefusal(CardRefusal.Reason.OTHER_PROTOCOL);
        }
        Bytes challenge = reader.bytes(option.length());
        Bytes cryptogram = reader.bytes(option.length());
        if (option.pseudoRandom()) {
            reader.bytes(COUNTER);
        }
        reader.end();
        return new InitializeUpdate(diversification, version, option, challenge, cryptogram);
    }
}
