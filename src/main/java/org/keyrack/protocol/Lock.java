package org.keyrack.protocol;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.keyrack.protocol.apdu.ProtocolFailure;

/** What an AS is forbidden for good: a lock is never undone, and travels with every sealed record (protocol.md, Roles). */
public enum Lock {
    /** Bit 0: no ALLOW. */
    ALLOW(0x01),
    /** Bit 1: no EXPORT SEALED. */
    EXPORT_SEALED(0x02);

    private final int bit;

    Lock(int bit) {
        this.bit = bit;
    }

    /**
     * The byte of the wire.
     *
     * @return 00 to 03
     */
    public static int encode(Set<Lock> locks) {
        return locks.stream().mapToInt(lock -> lock.bit).sum();
    }

    /** @throws ProtocolFailure when a bit is set that is no lock */
    public static Set<Lock> decode(int bits) throws ProtocolFailure {
        Set<Lock> locks = EnumSet.noneOf(Lock.class);
        int left = bits;
        for (Lock lock : values()) {
            if ((bits & lock.bit) != 0) {
                locks.add(lock);
                left &= ~lock.bit;
            }
        }
        if (left != 0) {
            throw new ProtocolFailure(String.format(Locale.ROOT, "There is no lock %02X", left));
        }
        return Set.copyOf(locks);
    }
}
