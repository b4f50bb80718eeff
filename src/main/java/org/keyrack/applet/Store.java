package org.keyrack.applet;

import javacard.framework.Util;
import javacard.security.AESKey;

/**
 * All non-volatile memory of a unit. Every non-volatile write of an applet is one call of {@link #put}, {@link #putByte}
 * and their like for counters, or of the key and PIN operations that a form of the store implements: {@link CardStore} with AESKey and OwnerPIN, which
 * the card's hardware protects; the virtual bench with further bytes of its own memory image.
 *
 * <p>What a form must keep so that power may be torn at any write:
 *
 * <ul>
 *   <li>{@link #putByte} happens whole or not at all. {@link #put}, {@link #putKey} and {@link #clearKey} may be left half
 *       done.
 *   <li>{@link #isKeyPresent} is true of a key bank that is not wholly clear, a half-written one too, so that the wipe at
 *       boot finds it.
 *   <li>{@link #updatePin} changes value and tries as one step; a try is spent before the PIN is compared.
 * </ul>
 *
 * <p>An offset has the number of a page in its upper four bits, 0 for the memory from install; a key slot in its upper eight.
 *
 * <p>A form of the virtual bench passes its memory image to {@link #Store(byte[], byte[], short)}; the first {@link
 * AsMemory#LENGTH} or {@link EiMemory#LENGTH} bytes are the applet's, all zero in a new unit, and what follows is the form's
 * own room for the counters, for {@code KEY_SLOTS} key slots of two banks each (banks 1 and 2, keys of 16 or 32 bytes) and
 * {@code PINS} PINs of 8 bytes. It writes through by overriding every {@code put} and uses the same for its keys and PINs.
 */
public abstract class Store {
    /** Selector value, and number, of the first bank; 0 selects none. */
    public static final byte FIRST = 1;
    /** Selector value, and number, of the second bank. */
    public static final byte SECOND = 2;
    /** PIN number of the operator. */
    public static final byte OPERATOR = 0;
    /** PIN number of the administrator. */
    public static final byte ADMINISTRATOR = 1;
    /** PIN number of the custodian. */
    public static final byte CUSTODIAN = 2;
    /** Wrong entries that block a PIN (protocol.md). */
    public static final byte TRIES = 3;
    /** Bytes of a padded PIN. */
    public static final byte PIN_LENGTH = 8;

    /** Bytes of a page, which a unit takes once the memory from install is full. */
    public static final short PAGE_LENGTH = (short) 4096;

    /** Pages at most, and one for the memory from install. */
    private static final short MOST_PAGES = (short) 15;

    private static final short IN_PAGE = (short) 0x0FFF;
    static final short IN_SLOTS = (short) 0xFF;
    private static final short WIPE_LENGTH = (short) 32;

    private final byte[] memory;
    final MemoryPage[] pages;
    private final byte[] counters;
    private final short countersAt;
    private final byte[] zeros;

    /**
     * Over arrays that are new (all zero) or kept from before; they are not copied, and written only by {@code put}.
     *
     * @param memory the image
     * @param counters where the counters are, on a card an array of its own: its cells are written most
     * @param countersAt where in that array they start
     */
    protected Store(byte[] memory, byte[] counters, short countersAt) {
        this.memory = memory;
        this.pages = new MemoryPage[MOST_PAGES];
        this.counters = counters;
        this.countersAt = countersAt;
        this.zeros = new byte[WIPE_LENGTH];
    }

    /** Writes bytes; a torn write may leave any part of them written. */
    protected void put(short offset, byte[] source, short sourceOffset, short length) {
        Util.arrayCopyNonAtomic(source, sourceOffset, array(offset), place(offset), length);
    }

    /** Writes one byte, whole or not at all (a single array element, Java Card RE 3.0.4 section 7.1). */
    protected void putByte(short offset, byte value) {
        array(offset)[place(offset)] = value;
    }

    /** Writes counters, as {@link #put}; the offset is from their start. */
    protected void putCounters(short offset, byte[] source, short sourceOffset, short length) {
        Util.arrayCopyNonAtomic(source, sourceOffset, counters, (short) (countersAt + offset), length);
    }

    /** Writes one byte of the counters, as {@link #putByte}; the offset is from their start. */
    protected void putCounter(short offset, byte value) {
        counters[(short) (countersAt + offset)] = value;
    }

    /** One byte of the counters. */
    final byte counter(short offset) {
        return counters[(short) (countersAt + offset)];
    }

    /** Copies counters out and answers the offset after them. */
    final short readCounters(short offset, byte[] destination, short destinationOffset, short length) {
        return Util.arrayCopyNonAtomic(counters, (short) (countersAt + offset), destination, destinationOffset, length);
    }

    /**
     * Makes room for keys of one length in both banks of a slot: what says what a slot is for calls it, once for each
     * length, before it writes anything.
     *
     * @param length 16 or 32 bytes
     * @throws javacard.framework.ISOException 6A81 when the card has no AES of that length, 6A84 when it has no room
     */
    protected abstract void prepareKey(short slot, short length);

    /**
     * Writes a key into a bank of a key slot that was prepared for its length.
     *
     * @param slot from 0
     * @param bank {@link #FIRST} or {@link #SECOND}
     * @param source where the key is, volatile memory
     * @param length 16 or 32 bytes
     */
    protected abstract void putKey(short slot, byte bank, byte[] source, short offset, short length);

    /** Wipes a bank of a key slot; clear banks may be cleared again. */
    protected abstract void clearKey(short slot, byte bank);

    /** Whether a bank holds a key, or part of one. */
    protected abstract boolean isKeyPresent(short slot, byte bank);

    /** The key of a bank that holds one, ready for a Cipher; it stays valid until that bank is written. */
    protected abstract AESKey loadKey(short slot, byte bank);

    /** Whether the PIN was ever set. */
    public abstract boolean isPinSet(byte pin);

    /** Sets the PIN, its tries to {@link #TRIES}, and clears its verification. */
    protected abstract void updatePin(byte pin, byte[] source, short offset);

    /**
     * Compares a padded PIN of 8 bytes, in constant time, having spent a try first; right gives the tries back and sets
     * the verification, wrong clears it. Spends nothing when no try is left.
     */
    protected abstract boolean checkPin(byte pin, byte[] source, short offset);

    /** Wipes the PIN: it is as if it had never been set. May be called again after it was torn. */
    protected abstract void wipePin(byte pin);

    /** Tries left, 0 to 3; 0 also for a PIN that was never set. */
    public abstract byte triesLeft(byte pin);

    /** Whether the PIN was verified since the last reset, deselect or {@link #clearVerification}. */
    public abstract boolean isVerified(byte pin);

    /** Clears the verification, which is volatile. */
    public abstract void clearVerification(byte pin);

    /** Offset of a place in a page. */
    static short onPage(short page, short place) {
        return (short) ((short) (page << 12) | place);
    }

    /** Number of a page's key slot, from 0, among all. */
    static short slotOnPage(short page, short slot) {
        return (short) ((short) (page << 8) | slot);
    }

    /** Number of the page of an offset. */
    protected static short page(short offset) {
        return (short) ((short) (offset >> 12) & (short) 0x0F);
    }

    /** Where in its page an offset is. */
    protected static short place(short offset) {
        return (short) (offset & IN_PAGE);
    }

    /** Number of the page of a key slot. */
    protected static short pageOfSlot(short slot) {
        return (short) (slot >> 8);
    }

    /** Which key slot of its page a key slot is. */
    protected static short slotInPage(short slot) {
        return (short) (slot & IN_SLOTS);
    }

    /** Calls nothing: it lies at the end of the deepest calls, whose frames a card has little room for. */
    private byte[] array(short offset) {
        short page = (short) ((short) (offset >> 12) & (short) 0x0F);
        return page == 0 ? memory : pages[page].bytes;
    }

    /** How many pages there are. */
    final short pages() {
        short count = 0;
        while ((short) (count + 1) < MOST_PAGES && pages[(short) (count + 1)] != null) {
            count++;
        }
        return count;
    }

    /**
     * One page more, all zero; nothing that counts is changed.
     *
     * @param keySlots its key slots, at most 255
     * @throws javacard.framework.ISOException 6A84 when the card has no room
     */
    protected final void addPage(short keySlots) {
        short page = (short) (pages() + 1);
        Commands.require(page < MOST_PAGES, Sw.NO_ROOM);
        pages[page] = newPage(page, keySlots);
    }

    /**
     * Memory for a page and its key slots; the page's bytes are written only by {@code put}.
     *
     * @throws javacard.framework.ISOException 6A84 when the card has no room
     */
    protected abstract MemoryPage newPage(short page, short keySlots);

    /** One byte. */
    public final byte get(short offset) {
        short page = (short) ((short) (offset >> 12) & (short) 0x0F);
        return (page == 0 ? memory : pages[page].bytes)[(short) (offset & IN_PAGE)];
    }

    /** Two bytes, big-endian. */
    public final short getShort(short offset) {
        return Util.getShort(array(offset), place(offset));
    }

    /** Copies bytes out and answers the offset after them. */
    public final short read(short offset, byte[] destination, short destinationOffset, short length) {
        return Util.arrayCopyNonAtomic(array(offset), place(offset), destination, destinationOffset, length);
    }

    /** Compares public bytes: 0 when equal, else -1 or 1 by the first that differs (unsigned). */
    public final byte compare(short offset, byte[] other, short otherOffset, short length) {
        return Util.arrayCompare(array(offset), place(offset), other, otherOffset, length);
    }

    /** Whether a banked record holds something. */
    final boolean isPresent(short record) {
        return get(record) != 0;
    }

    /** Number of the bank that counts; only of a record that is present. */
    final byte activeBank(short record) {
        return get(record);
    }

    /** Number of the bank to write the next state of a record into. */
    final byte freshBank(short record) {
        return get(record) == FIRST ? SECOND : FIRST;
    }

    /** Offset of the bytes of a bank of a record whose banks have the length. */
    static short bank(short record, byte number, short length) {
        return number == SECOND ? (short) (record + 1 + length) : (short) (record + 1);
    }

    /** Offset of the bytes that count; only of a record that is present. */
    final short active(short record, short length) {
        return bank(record, get(record), length);
    }

    /** Offset of the bytes to write the next state of a record into. */
    final short fresh(short record, short length) {
        return bank(record, freshBank(record), length);
    }

    /** The one write that makes the fresh bank count. */
    final void flip(short record) {
        putByte(record, freshBank(record));
    }

    /** Replaces a record without a key as one step. */
    final void replace(short record, short length, byte[] source, short offset) {
        put(fresh(record, length), source, offset, length);
        flip(record);
    }

    /** Writes the next state of a record and of the key in its slot, neither of which counts yet. */
    final void prepare(
            short record, short length, byte[] source, short offset, short slot, short key, short keyLength) {
        putKey(slot, freshBank(record), source, key, keyLength);
        put(fresh(record, length), source, offset, length);
    }

    /** Replaces a record and the key in its slot as one step, then clears the old key. */
    final void replace(
            short record, short length, byte[] source, short offset, short slot, short key, short keyLength) {
        putKey(slot, freshBank(record), source, key, keyLength);
        put(fresh(record, length), source, offset, length);
        flip(record);
        clearOldKey(record, slot);
    }

    /** Empties a record and wipes the keys of its slot. */
    final void clear(short record, short slot) {
        putByte(record, (byte) 0);
        clearOldKey(record, slot);
    }

    /** Wipes the keys of a slot, whichever counts: the unit's life is over. */
    final void wipeKeys(short slot) {
        for (byte bank = FIRST; bank <= SECOND; bank++) {
            if (isKeyPresent(slot, bank)) {
                clearKey(slot, bank);
            }
        }
    }

    /** Zeroes a secret field in both banks of a record. */
    final void wipeBoth(short record, short length, short field, short fieldLength) {
        wipe((short) (bank(record, FIRST, length) + field), fieldLength);
        wipe((short) (bank(record, SECOND, length) + field), fieldLength);
    }

    /** Zeroes a secret field in the banks that do not count: after a flip, and at boot. */
    final void wipeOld(short record, short length, short field, short fieldLength) {
        if (get(record) != FIRST) {
            wipe((short) (bank(record, FIRST, length) + field), fieldLength);
        }
        if (get(record) != SECOND) {
            wipe((short) (bank(record, SECOND, length) + field), fieldLength);
        }
    }

    /** Zeroes at most 32 bytes, if they are not zero yet. */
    final void wipe(short offset, short length) {
        if (Util.arrayCompare(array(offset), place(offset), zeros, (short) 0, length) != 0) {
            put(offset, zeros, (short) 0, length);
        }
    }

    /** Clears the key bank that does not count: after a flip, and at boot after a torn command. */
    final void clearOldKey(short record, short slot) {
        if (get(record) != FIRST && isKeyPresent(slot, FIRST)) {
            clearKey(slot, FIRST);
        }
        if (get(record) != SECOND && isKeyPresent(slot, SECOND)) {
            clearKey(slot, SECOND);
        }
    }
}
