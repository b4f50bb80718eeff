package org.keyrack.reader.sim;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A card as T=0 makes it (ISO/IEC 7816-3 section 12.2): an answer to command data is offered by 61xx and fetched by GET
 * RESPONSE; an answer without data is given for exactly its own Le, else its length is told by 6Cxx. A command that comes
 * instead of GET RESPONSE is taken for something else: the card drops both and answers 6F00.
 */
final class T0Card extends ForwardingCard {
    /** 3B 07 "KEYRACK": no TD1, so T=0 alone and no check byte; seven historical bytes. */
    private static final byte[] ATR = {0x3B, 0x07, 'K', 'E', 'Y', 'R', 'A', 'C', 'K'};

    private static final int GET_RESPONSE = 0xC0;
    private static final int HEADER = 4;
    private static final byte[] NO_ANSWER = {0x6F, 0x00};

    /** What waits for GET RESPONSE, with its status word. */
    private Optional<byte[]> offered = Optional.empty();

    private Optional<Measured> measured = Optional.empty();

    /**
     * What waits for its command to come again with the right Le.
     *
     * @param header of that command, 4 bytes
     */
    private record Measured(byte[] header, byte[] answer) {}

    T0Card(SimulatedCard card) {
        super(card);
    }

    @Override
    public byte[] atr() {
        return ATR.clone();
    }

    @Override
    public byte[] powerOn() {
        forget();
        super.powerOn();
        return atr();
    }

    @Override
    public byte[] reset() {
        forget();
        super.reset();
        return atr();
    }

    @Override
    public void powerOff() {
        forget();
        super.powerOff();
    }

    private void forget() {
        offered = Optional.empty();
        measured = Optional.empty();
    }

    @Override
    public byte[] transmit(byte[] apdu) throws IOException {
        if (apdu.length <= HEADER || (apdu.length > HEADER + 1 && apdu.length != HEADER + 1 + p3(apdu))) {
            // No such command of T=0: P3 is missing, or an Le follows the data.
            return new byte[] {0x67, 0x00};
        }
        if (offered.isPresent()) {
            return isGetResponse(apdu) ? fetched(offered.get(), p3(apdu)) : swallowed();
        }
        Optional<byte[]> kept = measured.filter(last -> Arrays.equals(last.header(), Arrays.copyOf(apdu, HEADER)))
                .map(Measured::answer)
                .filter(answer -> p3(apdu) == dataOf(answer) % 256);
        measured = Optional.empty();
        if (kept.isPresent()) {
            return kept.get();
        }
        return apdu.length == HEADER + 1 ? withoutData(apdu) : withData(apdu);
    }

    private byte[] fetched(byte[] whole, int length) {
        int left = dataOf(whole);
        int wanted = length == 0 ? 256 : length;
        if (wanted > left) {
            return statusWord(0x6C, left);
        }
        if (wanted == left) {
            offered = Optional.empty();
            return whole;
        }
        offered = Optional.of(Arrays.copyOfRange(whole, wanted, whole.length));
        byte[] part = Arrays.copyOf(whole, wanted + 2);
        part[wanted] = 0x61;
        part[wanted + 1] = (byte) (left - wanted);
        return part;
    }

    private byte[] swallowed() {
        offered = Optional.empty();
        return NO_ANSWER.clone();
    }

    /** Case 1 or 2: only the application knows which. */
    private byte[] withoutData(byte[] apdu) throws IOException {
        int wanted = p3(apdu);
        byte[] answer = super.transmit(apdu);
        if (answer.length <= 2 || dataOf(answer) % 256 == wanted) {
            return answer;
        }
        measured = Optional.of(new Measured(Arrays.copyOf(apdu, HEADER), answer));
        return statusWord(0x6C, dataOf(answer));
    }

    private byte[] withData(byte[] apdu) throws IOException {
        byte[] answer = super.transmit(apdu);
        if (answer.length < 2) {
            // The line garbled the offer; the card waits all the same.
            offered = Optional.of(NO_ANSWER);
            return answer;
        }
        if (answer.length == 2 && answer[0] == 0x61) {
            offered = Optional.of(super.transmit(new byte[] {0, (byte) GET_RESPONSE, 0, 0, answer[1]}));
            return answer;
        }
        if (answer.length == 2) {
            return answer;
        }
        offered = Optional.of(answer);
        return statusWord(0x61, dataOf(answer));
    }

    private static boolean isGetResponse(byte[] apdu) {
        return apdu.length == HEADER + 1 && apdu[0] == 0 && (apdu[1] & 0xFF) == GET_RESPONSE;
    }

    private static int p3(byte[] apdu) {
        return apdu[HEADER] & 0xFF;
    }

    private static int dataOf(byte[] answer) {
        return answer.length - 2;
    }

    private static byte[] statusWord(int first, int length) {
        return new byte[] {(byte) first, (byte) length};
    }
}
