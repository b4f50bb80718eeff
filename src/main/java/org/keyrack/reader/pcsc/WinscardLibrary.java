package org.keyrack.reader.pcsc;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The calls of PC/SC that KeyRack needs. The monitor's are SCardGetStatusChange over all readers at once with its event
 * counters, which no provider offers (a quick swap shows in nothing else); the others do the card work behind {@link
 * WinscardProvider}. Names of readers are bytes, UTF-8 in pcsc-lite whatever the locale.
 *
 * <p>Types as in winscard.h: DWORD is a C long in pcsc-lite and 32 bits on Windows and macOS; SCARDCONTEXT is as wide as
 * DWORD, on Windows as a pointer.
 */
final class WinscardLibrary {
    /** What one SCardGetStatusChange may be asked at most: PCSCLITE_MAX_READERS_CONTEXTS, MAXIMUM_SMARTCARD_READERS. */
    private static final int READERS_PER_CALL = Platform.isWindows() ? 10 : 16;

    private static final boolean NARROW = Platform.isWindows() || Platform.isMac();
    private static final int DWORD = NARROW ? 4 : NativeLong.SIZE;
    private static final int POINTER = Native.POINTER_SIZE;
    private static final int ATR = Platform.isWindows() ? 36 : 33;
    private static final int EVENT_STATE = 2 * POINTER + DWORD;
    private static final int STATE_SIZE = stateSize();
    private static final int SCOPE_SYSTEM = 2;
    private static final int SHARE_EXCLUSIVE = 1;
    private static final int SHARE_SHARED = 2;
    private static final int T0 = 1;
    private static final int T1 = 2;
    private static final int LEAVE_CARD = 0;
    private static final int RESET_CARD = 1;

    private final Function establishContext;
    private final Function releaseContext;
    private final Function listReaders;
    private final Function getStatusChange;
    private final Function connect;
    private final Function reconnect;
    private final Function status;
    private final Function transmit;
    private final Function disconnect;

    /** @throws UnsatisfiedLinkError when the library is not on this system */
    WinscardLibrary() {
        NativeLibrary library = NativeLibrary.getInstance(PcscInstallation.libraryName());
        String ascii = Platform.isWindows() ? "A" : "";
        establishContext = library.getFunction("SCardEstablishContext");
        releaseContext = library.getFunction("SCardReleaseContext");
        listReaders = library.getFunction("SCardListReaders" + ascii);
        getStatusChange = library.getFunction("SCardGetStatusChange" + ascii);
        connect = library.getFunction("SCardConnect" + ascii);
        reconnect = library.getFunction("SCardReconnect");
        status = library.getFunction("SCardStatus" + ascii);
        transmit = library.getFunction("SCardTransmit");
        disconnect = library.getFunction("SCardDisconnect");
    }

    /**
     * A handle to a card.
     *
     * @param card SCARDHANDLE
     * @param active SCARD_PROTOCOL_T0, SCARD_PROTOCOL_T1, or 0 when there is none yet
     */
    record Connected(long card, int active) {
        /** In the words of {@code javax.smartcardio}. */
        String protocol() {
            return active == T0 ? "T=0" : active == T1 ? "T=1" : "none";
        }
    }

    /** A reader's state word (winscard.h SCARD_STATE_*): flags below, in pcsc-lite and Windows the event counter above. */
    record State(String reader, int word) {}

    /** A return code other than SCARD_S_SUCCESS. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final int code;

        Refused(String call, int code) {
            super(call + " answered "
                    + PcscError.of(code).map(Enum::name).orElse(String.format(Locale.ROOT, "%08X", code)));
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    long establish() throws Refused {
        try (Memory context = new Memory(8)) {
            context.clear();
            check("SCardEstablishContext", call(establishContext, dword(SCOPE_SYSTEM), null, null, context));
            return readHandle(context);
        }
    }

    void release(long context) {
        call(releaseContext, handle(context));
    }

    Connected connect(long context, byte[] reader, boolean exclusive) throws Refused {
        try (Memory name = new Memory(reader.length + 1L);
                Memory card = new Memory(8);
                Memory active = new Memory(8)) {
            name.clear();
            name.write(0, reader, 0, reader.length);
            card.clear();
            active.clear();
            check("SCardConnect", call(connect, handle(context), name, share(exclusive), dword(T0 | T1), card, active));
            return new Connected(readHandle(card), active.getInt(0));
        }
    }

    /** Resets the card and keeps the handle; every other handle to it learns SCARD_W_RESET_CARD. */
    Connected reset(long card, boolean exclusive) throws Refused {
        try (Memory active = new Memory(8)) {
            active.clear();
            check(
                    "SCardReconnect",
                    call(reconnect, handle(card), share(exclusive), dword(T0 | T1), dword(RESET_CARD), active));
            return new Connected(card, active.getInt(0));
        }
    }

    /** Answer to reset, up to 33 bytes. */
    byte[] atr(long card) throws Refused {
        try (Memory atr = new Memory(ATR);
                Memory length = new Memory(8);
                Memory others = new Memory(24)) {
            length.clear();
            length.setInt(0, ATR);
            others.clear();
            check(
                    "SCardStatus",
                    call(status, handle(card), null, others, others.share(8), others.share(16), atr, length));
            return atr.getByteArray(0, Math.min(length.getInt(0), ATR));
        }
    }

    /**
     * Sends a command, once.
     *
     * @param length bytes of the command
     * @return bytes of the answer
     */
    int transmit(Connected connected, Memory command, int length, Memory answer) throws Refused {
        try (Memory pci = new Memory(2L * DWORD);
                Memory received = new Memory(8)) {
            pci.clear();
            pci.setInt(0, connected.active());
            pci.setInt(DWORD, 2 * DWORD);
            received.clear();
            received.setInt(0, (int) answer.size());
            check(
                    "SCardTransmit",
                    call(transmit, handle(connected.card()), pci, command, dword(length), null, answer, received));
            return received.getInt(0);
        }
    }

    void disconnect(long card, boolean reset) throws Refused {
        check("SCardDisconnect", call(disconnect, handle(card), dword(reset ? RESET_CARD : LEAVE_CARD)));
    }

    private static Object share(boolean exclusive) {
        return dword(exclusive ? SHARE_EXCLUSIVE : SHARE_SHARED);
    }

    private static long readHandle(Memory memory) {
        return handleSize() == 4 ? memory.getInt(0) : memory.getLong(0);
    }

    /** Every reader with its state, in the service's order; SCARD_E_NO_READERS_AVAILABLE is an empty list. */
    List<State> states(long context) throws Refused {
        List<byte[]> names = names(context);
        List<State> states = new ArrayList<>(names.size());
        for (int from = 0; from < names.size(); from += READERS_PER_CALL) {
            states.addAll(states(context, names.subList(from, Math.min(names.size(), from + READERS_PER_CALL))));
        }
        return states;
    }

    private List<State> states(long context, List<byte[]> names) throws Refused {
        int text = names.stream().mapToInt(name -> name.length + 1).sum();
        try (Memory memory = new Memory((long) names.size() * STATE_SIZE + text)) {
            memory.clear();
            long at = (long) names.size() * STATE_SIZE;
            for (int i = 0; i < names.size(); i++) {
                byte[] name = names.get(i);
                memory.write(at, name, 0, name.length);
                memory.setPointer((long) i * STATE_SIZE, memory.share(at));
                at += name.length + 1;
            }
            // Timeout 0 and a current state of "unaware": answers at once with what is.
            check(
                    "SCardGetStatusChange",
                    call(getStatusChange, handle(context), dword(0), memory, dword(names.size())));
            List<State> states = new ArrayList<>(names.size());
            for (int i = 0; i < names.size(); i++) {
                states.add(new State(
                        new String(names.get(i), StandardCharsets.UTF_8),
                        memory.getInt((long) i * STATE_SIZE + EVENT_STATE)));
            }
            return states;
        }
    }

    /** The names of all readers, in the service's order; SCARD_E_NO_READERS_AVAILABLE is an empty list. */
    List<byte[]> names(long context) throws Refused {
        try (Memory length = new Memory(8)) {
            length.clear();
            int code = call(listReaders, handle(context), null, null, length);
            if (PcscError.of(code)
                    .filter(PcscError.SCARD_E_NO_READERS_AVAILABLE::equals)
                    .isPresent()) {
                return List.of();
            }
            check("SCardListReaders", code);
            int bytes = length.getInt(0);
            if (bytes <= 0) {
                return List.of();
            }
            try (Memory text = new Memory(bytes)) {
                text.clear();
                check("SCardListReaders", call(listReaders, handle(context), null, text, length));
                return split(text.getByteArray(0, bytes));
            }
        }
    }

    /** Splits a multi-string: texts that end with 00, the last one followed by another 00. */
    static List<byte[]> split(byte[] multi) {
        List<byte[]> names = new ArrayList<>();
        int from = 0;
        for (int to = 0; to < multi.length; to++) {
            if (multi[to] == 0) {
                if (to == from) {
                    return names;
                }
                names.add(java.util.Arrays.copyOfRange(multi, from, to));
                from = to + 1;
            }
        }
        return names;
    }

    private static int call(Function function, @Nullable Object... arguments) {
        return function.invokeInt(arguments);
    }

    private static void check(String call, int code) throws Refused {
        if (code != 0) {
            throw new Refused(call, code);
        }
    }

    private static Object dword(long value) {
        return NARROW ? (Object) (int) value : new NativeLong(value);
    }

    private static Object handle(long value) {
        return Platform.isWindows() ? new Pointer(value) : dword(value);
    }

    private static int handleSize() {
        return Platform.isWindows() ? POINTER : DWORD;
    }

    /** sizeof(SCARD_READERSTATE): two pointers, three DWORDs, the ATR; packed on macOS, else aligned to its widest field. */
    private static int stateSize() {
        int size = 2 * POINTER + 3 * DWORD + ATR;
        return Platform.isMac() ? size : (size + POINTER - 1) / POINTER * POINTER;
    }
}
