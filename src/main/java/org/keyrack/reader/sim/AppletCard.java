package org.keyrack.reader.sim;

import com.licel.jcardsim.base.Simulator;
import com.licel.jcardsim.base.SimulatorRuntime;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.keyrack.protocol.command.Instruction;

/**
 * A card that runs the AS or EI applet on jCardSim. Each power-on and reset makes the runtime anew over the memory that
 * is left, so that nothing volatile can survive. T=1; short APDUs only, with or without Le. Thread-safe.
 */
final class AppletCard implements SimulatedCard, Chip {
    /**
     * 3B 87 01 "KEYRACK" CA (ISO/IEC 7816-3 section 8.2): TS direct convention; T0 = 87: TD1 follows, 7 historical bytes;
     * TD1 = 01: T=1 only, no further interface bytes; historical bytes with a proprietary category indicator; TCK = CA.
     */
    private static final byte[] ATR = withCheckByte(0x3B, 0x87, 0x01, 'K', 'E', 'Y', 'R', 'A', 'C', 'K');

    private static final int SELECT_INS = 0xA4;
    private static final int BY_NAME = 0x04;
    private static final int LONGEST = 260;
    private static final int NOT_SELECTED = 0x6999;
    private static final byte[] NO_PARAMETERS = {};

    private final SimulatedApplet applet;
    private final CardMemory memory;
    private final SimulatedRandom random = new SimulatedRandom();
    private Optional<Powered> powered = Optional.empty();

    /** What runs while there is power. */
    private record Powered(SimulatorRuntime runtime, Simulator simulator) {}

    AppletCard(SimulatedApplet applet, CardMemory memory) {
        this.applet = applet;
        this.memory = memory;
    }

    static byte[] withCheckByte(int... bytes) {
        byte[] atr = new byte[bytes.length + 1];
        for (int i = 0; i < bytes.length; i++) {
            atr[i] = (byte) bytes[i];
            if (i > 0) {
                atr[bytes.length] ^= atr[i];
            }
        }
        return atr;
    }

    SimulatedApplet applet() {
        return applet;
    }

    CardMemory memory() {
        return memory;
    }

    @Override
    public synchronized void stickRandom() {
        random.stick();
    }

    @Override
    public void tearAt(int write) {
        memory.tearAt(write);
    }

    @Override
    public Optional<String> command(byte[] apdu) {
        return Instruction.of(apdu).map(Instruction::name);
    }

    @Override
    public byte[] atr() {
        return ATR.clone();
    }

    @Override
    public synchronized byte[] powerOn() {
        powerOff();
        memory.powerOn();
        start();
        return atr();
    }

    /** The applet's runtime begins anew; the power of the card has been there before. */
    synchronized void start() {
        SimulatorRuntime runtime = new SimulatorRuntime();
        powered = Optional.of(new Powered(runtime, applet.boot(runtime, memory, random, NO_PARAMETERS)));
    }

    /**
     * Makes the applet's instance over memory that is all zero, as INSTALL does.
     *
     * @param parameters what stands in the installer's tag C9
     * @return false when the applet refuses them
     */
    synchronized boolean install(byte[] parameters) {
        try {
            applet.boot(new SimulatorRuntime(), memory, random, parameters);
            return true;
        } catch (CardMemory.PowerTorn torn) {
            throw torn;
        } catch (RuntimeException refused) {
            return false;
        }
    }

    @Override
    public byte[] reset() {
        return powerOn();
    }

    @Override
    public synchronized void powerOff() {
        powered = Optional.empty();
    }

    @Override
    public synchronized byte[] transmit(byte[] apdu) throws IOException {
        Powered now = powered.orElseThrow(() -> new IOException("The card has no power"));
        boolean selected = now.runtime().getAID() != null;
        int refused = refused(apdu, selected);
        if (refused != 0) {
            return statusWord(refused);
        }
        byte[] answer = now.simulator().transmitCommand(withoutLe(apdu));
        if (memory.torn()) {
            powerOff();
            throw new IOException("Power was torn in the middle of a write");
        }
        return now.runtime().getAID() == null && statusWordOf(answer) == NOT_SELECTED ? statusWord(0x6A82) : answer;
    }

    /** What a card answers before an applet sees the command, or 0. */
    private static int refused(byte[] apdu, boolean selected) {
        if (!isShort(apdu)) {
            return 0x6700;
        }
        if (selected) {
            return 0;
        }
        // No applet is selected after a reset: only SELECT is known.
        int cla = apdu[0] & 0xFF;
        if (cla != 0x00 && cla != 0x80) {
            return 0x6E00;
        }
        if (cla != 0x00 || (apdu[1] & 0xFF) != SELECT_INS) {
            return 0x6D00;
        }
        return apdu[2] == BY_NAME && apdu[3] == 0 ? 0 : 0x6A86;
    }

    /** Cases 1 to 4 of a short command (ISO/IEC 7816-4 section 5.1). */
    static boolean isShort(byte[] apdu) {
        if (apdu.length < 6) {
            return apdu.length >= 4;
        }
        int data = apdu.length - 5;
        int lc = apdu[4] & 0xFF;
        return lc > 0 && (lc == data || lc == data - 1);
    }

    /**
     * What reaches the applet: jCardSim's buffer has no room for Le after 255 bytes of data, and no link layer that keeps
     * the Le of a command without data from being read as Lc.
     */
    private static byte[] withoutLe(byte[] apdu) {
        if (apdu.length == 5) {
            return Arrays.copyOf(Arrays.copyOf(apdu, 4), 5);
        }
        return apdu.length > LONGEST ? Arrays.copyOf(apdu, LONGEST) : apdu;
    }

    private static byte[] statusWord(int sw) {
        return new byte[] {(byte) (sw >> 8), (byte) sw};
    }

    private static int statusWordOf(byte[] answer) {
        return (answer[answer.length - 2] & 0xFF) << 8 | (answer[answer.length - 1] & 0xFF);
    }
}
