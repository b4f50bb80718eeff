package org.keyrack.ui.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.keyrack.Seeded;

class LogRedactionTest {
    @Test
    void noKeyOfAnyWritingIsLeft() {
        Seeded.repeat(1000, LogRedactionTest::noKeyIsLeft);
    }

    private static void noKeyIsLeft(Random random) {
        byte[] key = Seeded.bytes(random, Seeded.between(random, 8, 32));
        StringBuilder plain = new StringBuilder();
        StringBuilder spaced = new StringBuilder();
        for (byte b : key) {
            plain.append(String.format("%02x", b));
            spaced.append(String.format("%02X ", b));
        }
        assertFalse(LogRedaction.redact("key " + plain + " sent").contains(plain));
        assertFalse(
                LogRedaction.redact("key " + spaced).contains(spaced.toString().trim()));
    }

    @Test
    void whatRemainsSaysHowLongItWas() {
        assertEquals(
                "R [16 bytes], SN [8 bytes].",
                LogRedaction.redact("R f0e1d2c3b4a5968778695a4b3c2d1e0f, SN 0011 2233 4455 6677."));
    }

    @Test
    void statusWordsTimesAndWordsStay() {
        String line = "2026-11-24T20:11:12.345+00:00 INFO Run [unit 3] IMPORTKEY 6988 in Virtual Reader 03, KCV BE7ED6";
        assertEquals(line, LogRedaction.redact(line));
    }
}
