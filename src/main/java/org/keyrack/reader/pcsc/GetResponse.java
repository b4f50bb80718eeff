package org.keyrack.reader.pcsc;

import java.util.Arrays;
import javax.smartcardio.CardException;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;

/**
 * Exchanges one command: its own bytes go out exactly once, whatever is answered. 61xx is followed by one GET RESPONSE
 * (ISO/IEC 7816-4 section 11.7.1); 6Cxx is an answer like any other, because sending the command again would make a card
 * export or import twice.
 */
final class GetResponse {
    private static final int INS = 0xC0;
    private static final int LARGEST_ANSWER = 256;

    private GetResponse() {}

    /** The card vanished while it worked: both providers then report success and no bytes. */
    static final class NoAnswer extends CardException {
        private static final long serialVersionUID = 1L;

        NoAnswer() {
            super("SCARD_W_REMOVED_CARD: the answer is empty");
        }
    }

    /**
     * @param leAfterData false for T=0, see {@link CommandApdu#bytes}
     * @throws ProtocolFailure when the answer is no response APDU, or offers more than a short APDU holds
     */
    static ResponseApdu exchange(RawChannel channel, CommandApdu command, boolean leAfterData)
            throws CardException, ProtocolFailure {
        ResponseApdu answer = once(channel, command.bytes(leAfterData));
        byte[] data = answer.data();
        while (answer.sw() >>> 8 == 0x61) {
            answer = once(channel, new byte[] {0, (byte) INS, 0, 0, (byte) answer.sw()});
            if (answer.sw() >>> 8 == 0x61 && answer.data().length == 0) {
                throw new ProtocolFailure("The card offers an answer by 61xx and does not give it");
            }
            data = join(data, answer.data());
        }
        return new ResponseApdu(data, answer.sw());
    }

    private static ResponseApdu once(RawChannel channel, byte[] command) throws CardException, ProtocolFailure {
        try {
            byte[] answer = channel.transmit(command);
            if (answer.length == 0) {
                throw new NoAnswer();
            }
            return ResponseApdu.parse(answer);
        } finally {
            // It may have carried a PIN.
            Arrays.fill(command, (byte) 0);
        }
    }

    private static byte[] join(byte[] first, byte[] second) throws ProtocolFailure {
        if (first.length + second.length > LARGEST_ANSWER) {
            throw new ProtocolFailure("The card answers more than " + LARGEST_ANSWER + " bytes to a short command");
        }
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
