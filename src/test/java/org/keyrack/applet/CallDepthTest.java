package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The deepest call of the applets fits the Java stack of small cards. Oracle's reference VM 3.0.5 has 384 bytes. In the first
 * applets IMPORTKEY of T with the next R took 402 of them, measured on that VM: 242 bytes of locals and operands in 12
 * frames, so 12 bytes a frame besides and 16 of the VM's own are counted here.
 */
class CallDepthTest {
    private static final int FRAME = 12;
    private static final int MACHINE = 16;
    private static final int BUDGET = 360;

    @TempDir
    Path classes;

    @Test
    void deepestCallFitsTheStackOfASmallCard() throws IOException {
        CallDepth depth = new CallDepth(Path.of("src/main/java/org/keyrack/applet"), classes, FRAME);
        for (String entry : new String[] {"process(Ljavacard/framework/APDU;)V", "select()Z"}) {
            CallDepth.Calls calls = depth.of("org/keyrack/applet/UnitApplet." + entry);
            int bytes = calls.bytes() + MACHINE;
            System.out.printf("Budget: bytes of stack, %s %d of %d%n", entry, bytes, BUDGET);
            assertTrue(bytes <= BUDGET, () -> bytes + " bytes, over " + BUDGET + ": " + calls.methods());
        }
    }

    @Test
    void framesOfTheDeepestWayAreAddedUpWhateverClassHasTheMethod(@TempDir Path sources) throws IOException {
        Files.writeString(sources.resolve("Deep.java"), """
                class Deep {
                    static short a(short x, short y) { return new Deep().b(x); }
                    short b(short x) { return x; }
                    static short endless(short x) { return endless(x); }
                }
                class Deeper extends Deep {
                    short b(short x) { return (short) (c(x, x, x) + 1); }
                    static short c(short x, short y, short z) { return z; }
                }
                """);
        CallDepth depth = new CallDepth(sources, classes, FRAME);
        // a: 2 locals and 2 operands; b of Deeper: 2 and 3; c: 3 and 1.
        assertEquals(3 * FRAME + 2 * (4 + 5 + 4), depth.of("Deep.a(SS)S").bytes());
        assertThrows(AssertionError.class, () -> depth.of("Deep.endless(S)S"));
    }
}
