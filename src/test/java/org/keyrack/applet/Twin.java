package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.protocol.reference.ChosenReference;
import org.keyrack.protocol.reference.ReferenceAs;
import org.keyrack.protocol.reference.ReferenceEi;

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
        return as(kind, seed, new byte[0]);
    }

    static Twin ei(Kind kind, long seed) {
        return ei(kind, seed, new byte[0]);
    }

    /** @param kperso 16 or 32 bytes, or none */
    static Twin as(Kind kind, long seed, byte[] kperso) {
        OneSeed random = new OneSeed();
        ReferenceAs as = ChosenReference.as(random, key(kperso));
        return new Twin(kind.as(kperso), as, as::reset, random, seed);
    }

    /** @param kperso 16 or 32 bytes, or none */
    static Twin ei(Kind kind, long seed, byte[] kperso) {
        OneSeed random = new OneSeed();
        ReferenceEi ei = ChosenReference.ei(random, key(kperso));
        return new Twin(kind.ei(kperso), ei, ei::reset, random, seed);
    }

    private static Optional<SecretKeyBytes> key(byte[] kperso) {
        return kperso.length == 0 ? Optional.empty() : Optional.of(SecretKeyBytes.taking(kperso.clone()));
    }

    /** Takes a blank AS to LOADING, with identity and PINs, under dual control. */
    void begin() {
        ok(0xDA, 1, 1, Model.cat(new byte[4], "AS OF THE TEST  ".getBytes(StandardCharsets.US_ASCII)), false);
        ok(0xDA, 0, 0x80, Model.hex(Bench.OPERATOR_PIN), false);
        ok(0xDA, 0, 0x81, Model.hex(Bench.ADMINISTRATOR_PIN), false);
        ok(0x20, 0, 0x81, Model.hex(Bench.ADMINISTRATOR_PIN), false);
        ok(0xDA, 0, 0x82, Model.hex(Bench.CUSTODIAN_PIN), false);
        ok(0x20, 0, 0x82, Model.hex(Bench.CUSTODIAN_PIN), false);
        ok(0xF0, 0, 1, new byte[0], false);
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
        assertEquals(0x9000, answer.sw(), String.format("INS %02X", ins));
        return answer.data();
    }
}
