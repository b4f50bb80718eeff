package org.keyrack.token.pkcs11;

import java.util.Locale;

/** A call of PKCS#11 that answered anything but CKR_OK. */
public final class CryptokiFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public static final long DEVICE_ERROR = 0x30;
    public static final long DEVICE_REMOVED = 0x32;
    public static final long PIN_INCORRECT = 0xA0;
    public static final long PIN_LEN_RANGE = 0xA2;
    public static final long PIN_LOCKED = 0xA4;
    public static final long SESSION_HANDLE_INVALID = 0xB3;
    public static final long TOKEN_NOT_PRESENT = 0xE0;
    public static final long ALREADY_LOGGED_IN = 0x100;
    public static final long ALREADY_INITIALIZED = 0x191;

    private final String call;
    private final long code;

    /**
     * @param call the function's name, for example C_Login
     * @param code CK_RV
     */
    public CryptokiFailure(String call, long code) {
        super(said(call, code));
        this.call = call;
        this.code = code;
    }

    private static String said(String call, long code) {
        return call + " answered CKR " + String.format(Locale.ROOT, "%08X", code);
    }

    /** What the call answered, for people. */
    public String answer() {
        return said(call, code);
    }

    public String call() {
        return call;
    }

    /** CK_RV. */
    public long code() {
        return code;
    }

    /** Whether the token, its reader or its connection is gone. */
    public boolean gone() {
        return code == DEVICE_REMOVED
                || code == TOKEN_NOT_PRESENT
                || code == DEVICE_ERROR
                || code == SESSION_HANDLE_INVALID;
    }
}
