package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.Random;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.former.ReferenceAs;
import org.keyrack.protocol.former.ReferenceEi;

/** A unit twice, as an applet and in plain Java, given the same commands and the same random numbers. */
final class Twin {
    private final Card card;
    private final ApduChannel reference;
    private final Runnable resetReference;
    private final OneSeed referenceRandom;
    private final Random seeds;

    /** Gives the same numbers after each {@link #restart}. */
    private static final class OneSeed extends Random {
        private static final long serialVersionUID = 1L;

        void restart(long seed) {
            setSeed(seed);
        }
    }

    private Twin(Card card, ApduChannel reference, Runnable resetReference, OneSeed referenceRandom, long seed) {
        this.card = card;
        this.reference = reference;
        this.resetReference = resetReference;
        this.referenceRandom = referenceRandom;
        this.seeds = new Random(seed);
    }

    static Twin as(Kind kind, long seed) {
        OneSeed random = new OneSeed();
        ReferenceAs as = new ReferenceAs(random);
        return new Twin(kind.as(), as, as::reset, random, seed);
    }

    static Twin ei(Kind kind, long seed) {
        OneSeed random = new OneSeed();
        ReferenceEi ei = new ReferenceEi(random);
        return new Twin(kind.ei(), ei, ei::reset, random, seed);
    }

    void reset() {
        card.reset();
        resetReference.run();
    }

    /** Sends a command to both, whose answers must be the same bytes. */
    ResponseApdu send(CommandApdu command) {
        long seed = seeds.nextLong();
        referenceRandom.restart(seed);
        card.random.always(new Random(seed));
        ResponseApdu ofCard = card.raw(command.bytes(true));
        ResponseApdu ofReference;
        try {
            ofReference = reference.transmit(command);
        } catch (CardFailure failure) {
            throw new AssertionError(failure);
        }
        String shown = HexFormat.of().formatHex(command.bytes(true));
        assertEquals(
                String.format("%04X", ofReference.sw()),
                String.format("%04X", ofCard.sw()),
                () -> "reference, applet: " + shown);
        assertArrayEquals(ofReference.data(), ofCard.data(), () -> "reference, applet: " + shown);
        return ofCard;
    }

    ResponseApdu send(int cla, int ins, int p1, int p2, byte[] data, boolean answerDue) {
        return send(new CommandApdu(cla, ins, p1, p2, data, answerDue));
    }

    byte[] ok(int ins, int p1, int p2, byte[] data, boolean answerDue) {
        ResponseApdu answer = send(ins == 0x20 ? 0x00 : 0x80, ins, p1, p2, data, answerDue);
        assertEquals(0x9000, answer.sw());
        return answer.data();
    }
}
