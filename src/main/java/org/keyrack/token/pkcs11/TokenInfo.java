package org.keyrack.token.pkcs11;

/**
 * A token in a slot, of CK_TOKEN_INFO.
 *
 * @param slot its CK_SLOT_ID, which may change between two starts of a library
 * @param label up to 32 characters
 * @param manufacturer up to 32 characters
 * @param model up to 16 characters
 * @param serial up to 16 characters
 * @param flags CKF_…
 */
public record TokenInfo(long slot, String label, String manufacturer, String model, String serial, long flags) {
    private static final long LOGIN_REQUIRED = 0x4;
    private static final long USER_PIN_INITIALIZED = 0x8;
    private static final long INITIALIZED = 0x400;
    private static final long COUNT_LOW = 0x10000;
    private static final long FINAL_TRY = 0x20000;
    private static final long LOCKED = 0x40000;

    /** Whether it keeps keys behind a PIN that is set. */
    public boolean usable() {
        return (flags & INITIALIZED) != 0 && (flags & LOGIN_REQUIRED) != 0 && (flags & USER_PIN_INITIALIZED) != 0;
    }

    /** Tries of the PIN as far as the token tells: 3 when it says nothing, 2 after a wrong one, 1 for the last, 0 locked. */
    public int triesLeft() {
        if ((flags & LOCKED) != 0) {
            return 0;
        }
        if ((flags & FINAL_TRY) != 0) {
            return 1;
        }
        return (flags & COUNT_LOW) != 0 ? 2 : 3;
    }
}
