package org.keyrack.reader;

import java.util.Arrays;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;

/**
 * Carries one command to a card and its whole answer back, over T=1 or T=0 (protocol.md, Commands; ISO/IEC 7816-3 section
 * 12). An answer that is offered by 61xx is fetched by GET RESPONSE. A 6Cxx makes a command go once more, with Le = xx,
 * when it is of case 2, SELECT or GET RESPONSE; any other goes out exactly once, because a card would export or import
 * twice.
 */
public final class ApduExchange {
    private static final int GET_RESPONSE = 0xC0;
    private static final int SELECT = 0xA4;
    private static final int HEADER = 4;
    private static final int LARGEST_ANSWER = 256;

    private ApduExchange() {}

    /** Sends bytes once and gives back what came: nothing fetched, nothing sent again. */
    @FunctionalInterface
    public interface Wire<E extends Exception> {
        /**
         * @param command 4 to 261 bytes
         * @return 1 to 258 bytes; fewer than 2 are no answer of a card
         */
        byte[] transmit(byte[] command) throws E;
    }

    /**
     * @param t0 whether the card speaks T=0: a case 4 command then goes without Le, a case 1 command with P3 = 00
     * @throws ProtocolFailure when the answer is no response APDU, or is offered and not given, or is more than a short
     *     APDU holds. A T=0 card may then still wait for its answer to be fetched, and takes the next command for
     *     something else: it must be reset before anything is sent to it
     */
    public static <E extends Exception> ResponseApdu exchange(Wire<E> wire, CommandApdu command, boolean t0)
            throws E, ProtocolFailure {
        ResponseApdu answer = once(wire, bytes(command, t0));
        if (wantsLength(answer) && mayGoAgain(command)) {
            byte[] again = bytes(command, t0);
            if (command.data().length == 0 || !t0) {
                again[again.length - 1] = (byte) answer.sw();
            }
            answer = once(wire, again);
        }
        byte[] data = answer.data();
        while (answer.sw() >>> 8 == 0x61) {
            answer = fetch(wire, answer.sw());
            data = join(data, answer.data());
        }
        return new ResponseApdu(data, answer.sw());
    }

    private static byte[] bytes(CommandApdu command, boolean t0) {
        byte[] bytes = command.bytes(!t0);
        return t0 && bytes.length == HEADER ? Arrays.copyOf(bytes, HEADER + 1) : bytes;
    }

    private static boolean wantsLength(ResponseApdu answer) {
        return answer.sw() >>> 8 == 0x6C && answer.data().length == 0;
    }

    private static boolean mayGoAgain(CommandApdu command) {
        boolean case2 = command.data().length == 0;
        return command.answerDue() && (case2 || (command.cla() == 0 && command.ins() == SELECT));
    }

    private static <E extends Exception> ResponseApdu fetch(Wire<E> wire, int offer) throws E, ProtocolFailure {
        ResponseApdu answer = once(wire, getResponse(offer));
        if (wantsLength(answer)) {
            answer = once(wire, getResponse(answer.sw()));
        }
        if (answer.data().length == 0) {
            throw new ProtocolFailure("The card offers an answer by 61xx and does not give it");
        }
        return answer;
    }

    private static byte[] getResponse(int length) {
        return new byte[] {0, (byte) GET_RESPONSE, 0, 0, (byte) length};
    }

    private static <E extends Exception> ResponseApdu once(Wire<E> wire, byte[] command) throws E, ProtocolFailure {
        try {
            return ResponseApdu.parse(wire.transmit(command));
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
