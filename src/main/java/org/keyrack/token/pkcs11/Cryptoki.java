package org.keyrack.token.pkcs11;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A PKCS#11 library, loaded into this process and initialized. One thread at a time. */
public final class Cryptoki implements AutoCloseable {
    /** Where a function stands in CK_FUNCTION_LIST, in the order of the specification. */
    enum Call {
        C_Initialize(0),
        C_Finalize(1),
        C_GetSlotList(4),
        C_GetTokenInfo(6),
        C_GetMechanismList(7),
        C_OpenSession(12),
        C_CloseSession(13),
        C_Login(18),
        C_Logout(19),
        C_CreateObject(20),
        C_CopyObject(21),
        C_DestroyObject(22),
        C_GetAttributeValue(24),
        C_FindObjectsInit(26),
        C_FindObjects(27),
        C_FindObjectsFinal(28),
        C_EncryptInit(29),
        C_Encrypt(30),
        C_SignInit(42),
        C_Sign(43),
        C_GenerateKey(58),
        C_WrapKey(60),
        C_DeriveKey(62),
        C_GenerateRandom(64);

        private final int index;

        Call(int index) {
            this.index = index;
        }
    }

    private static final int VERSION = 2;
    private static final long OS_LOCKING = 2;
    private static final int LABEL = 32;
    private static final int MODEL = 16;
    private static final int TOKEN_INFO = 512;

    /** JNA unloads what nobody refers to, and pointers to functions do not count. */
    private static final Set<NativeLibrary> LOADED = ConcurrentHashMap.newKeySet();

    private final Pointer functions;
    private final Map<Call, Function> bound = new EnumMap<>(Call.class);

    private Cryptoki(Pointer functions) {
        this.functions = functions;
    }

    /**
     * Loads a library.
     *
     * @param library its file
     * @param parameters what some libraries want at their start, as NSS does; others want none
     * @throws UnsatisfiedLinkError when there is no such library, or it is not one for this computer
     */
    public static Cryptoki load(String library, Optional<String> parameters) throws CryptokiFailure {
        NativeLibrary loaded = NativeLibrary.getInstance(library);
        LOADED.add(loaded);
        Function list = loaded.getFunction("C_GetFunctionList");
        PointerByReference reference = new PointerByReference();
        check("C_GetFunctionList", result(list, reference));
        Cryptoki cryptoki = new Cryptoki(reference.getValue());
        cryptoki.initialize(parameters);
        return cryptoki;
    }

    private void initialize(Optional<String> parameters) throws CryptokiFailure {
        int flags = Layout.after(4 * Layout.POINTER, Layout.ULONG);
        int reserved = Layout.after(flags + Layout.ULONG, Layout.POINTER);
        // One pointer more than the specification has: NSS reads its parameters from the first of the two.
        Memory arguments = new Memory(reserved + 2L * Layout.POINTER);
        arguments.clear();
        Layout.putUlong(arguments, flags, OS_LOCKING);
        Optional<Memory> text = parameters.map(value -> Layout.bytes((value + "\0").getBytes(StandardCharsets.UTF_8)));
        text.ifPresent(memory -> arguments.setPointer(reserved, memory));
        try {
            call(Call.C_Initialize, arguments);
        } finally {
            Reference.reachabilityFence(text);
        }
    }

    /** The slots that hold a token. */
    public List<TokenInfo> tokens() throws CryptokiFailure {
        Memory count = new Memory(Layout.ULONG);
        call(Call.C_GetSlotList, (byte) 1, Pointer.NULL, count);
        int slots = (int) Layout.ulong(count, 0);
        if (slots == 0) {
            return List.of();
        }
        Memory list = new Memory((long) slots * Layout.ULONG);
        call(Call.C_GetSlotList, (byte) 1, list, count);
        List<TokenInfo> tokens = new ArrayList<>();
        for (int i = 0; i < Layout.ulong(count, 0); i++) {
            tokens.add(token(Layout.ulong(list, (long) i * Layout.ULONG)));
        }
        return tokens;
    }

    public TokenInfo token(long slot) throws CryptokiFailure {
        Memory info = new Memory(TOKEN_INFO);
        info.clear();
        call(Call.C_GetTokenInfo, new NativeLong(slot), info);
        int model = 2 * LABEL;
        int serial = model + MODEL;
        return new TokenInfo(
                slot,
                text(info, 0, LABEL),
                text(info, LABEL, LABEL),
                text(info, model, MODEL),
                text(info, serial, MODEL),
                Layout.ulong(info, Layout.after(serial + MODEL, Layout.ULONG)));
    }

    private static String text(Memory info, int at, int length) {
        return new String(info.getByteArray(at, length), StandardCharsets.UTF_8)
                .replace('\0', ' ')
                .strip();
    }

    /** The mechanisms of a token, CKM_…. */
    public List<Long> mechanisms(long slot) throws CryptokiFailure {
        Memory count = new Memory(Layout.ULONG);
        call(Call.C_GetMechanismList, new NativeLong(slot), Pointer.NULL, count);
        Memory list = new Memory(Math.max(1, Layout.ulong(count, 0) * Layout.ULONG));
        call(Call.C_GetMechanismList, new NativeLong(slot), list, count);
        List<Long> mechanisms = new ArrayList<>();
        for (int i = 0; i < Layout.ulong(count, 0); i++) {
            mechanisms.add(Layout.ulong(list, (long) i * Layout.ULONG));
        }
        return mechanisms;
    }

    /** A session that may write. */
    public CryptokiSession open(long slot) throws CryptokiFailure {
        return CryptokiSession.open(this, slot);
    }

    /** @throws CryptokiFailure when it answers anything but CKR_OK */
    void call(Call call, Object... arguments) throws CryptokiFailure {
        check(call.name(), result(function(call), arguments));
    }

    private Function function(Call call) {
        return bound.computeIfAbsent(call, each -> {
            long first = Layout.after(VERSION, Layout.POINTER);
            return Function.getFunction(functions.getPointer(first + (long) each.index * Layout.POINTER));
        });
    }

    private static long result(Function function, Object... arguments) {
        return Layout.ULONG == Long.BYTES
                ? function.invokeLong(arguments)
                : Integer.toUnsignedLong(function.invokeInt(arguments));
    }

    private static void check(String call, long code) throws CryptokiFailure {
        if (code != 0) {
            throw new CryptokiFailure(call, code);
        }
    }

    /** C_Finalize. */
    @Override
    public void close() throws CryptokiFailure {
        call(Call.C_Finalize, Pointer.NULL);
    }
}
