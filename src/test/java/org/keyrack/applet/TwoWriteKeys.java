package org.keyrack.applet;

import com.licel.jcardsim.crypto.SymmetricKeyImpl;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javacard.framework.JCSystem;
import javacard.security.AESKey;

/**
 * Key objects as some cards have them: two writes for each change, of the key's bytes and of what says that there is a key.
 * Power can be torn between the two: inside a transaction both are undone, outside of one the bytes stay.
 */
final class TwoWriteKeys extends CountingKeyObjects {
    private final List<TwoWriteKey> lasting = new ArrayList<>();
    private int changes;
    private int tearAt = -1;

    TwoWriteKeys() {
        super(false);
    }

    /** Changes of keys so far. */
    int changes() {
        return changes;
    }

    /** Tears the power in the middle of the change after that many more. */
    void tearAfter(int more) {
        tearAt = changes + more;
    }

    /** How many objects have a key's bytes and say that they have none: no wipe looks there. */
    long forgotten() {
        return lasting.stream().filter(TwoWriteKey::isForgotten).count();
    }

    @Override
    protected AESKey build(byte type, short bits) {
        if (type != LASTING) {
            return super.build(type, bits);
        }
        made().add(bits);
        TwoWriteKey key = new TwoWriteKey(type, bits);
        lasting.add(key);
        return key;
    }

    private boolean tears() {
        return changes++ == tearAt;
    }

    /** The flag is the simulator's, the bytes lie beside it. */
    private final class TwoWriteKey extends SymmetricKeyImpl {
        private byte[] bytes;

        TwoWriteKey(byte type, short bits) {
            super(type, bits);
            bytes = new byte[bits / 8];
        }

        boolean isForgotten() {
            return !isInitialized() && !Arrays.equals(bytes, new byte[bytes.length]);
        }

        @Override
        public void setKey(byte[] source, short offset) {
            boolean torn = tears();
            if (!torn || JCSystem.getTransactionDepth() == 0) {
                bytes = Arrays.copyOfRange(source, offset, offset + bytes.length);
            }
            if (torn) {
                throw new TornCardStore.Torn();
            }
            super.setKey(source, offset);
        }

        @Override
        public void clearKey() {
            boolean torn = tears();
            if (!torn || JCSystem.getTransactionDepth() == 0) {
                super.clearKey();
            }
            if (torn) {
                throw new TornCardStore.Torn();
            }
            bytes = new byte[bytes.length];
        }
    }
}
