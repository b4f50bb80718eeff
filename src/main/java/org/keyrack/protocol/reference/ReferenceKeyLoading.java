package org.keyrack.protocol.reference;

import static org.keyrack.protocol.reference.Refused.require;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.command.LoadComponent;
import org.keyrack.protocol.crypto.Cmac;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** A key on its way into a unit: components XORed in memory, or a key generated there; a component refused changes nothing. */
final class ReferenceKeyLoading {
    private final RandomGenerator random;
    private Optional<SecretKeyBytes> key = Optional.empty();
    private int components;
    private boolean stored;

    ReferenceKeyLoading(RandomGenerator random) {
        this.random = random;
    }

    void load(LoadComponent command) throws Refused {
        byte[] both = command.componentAndKcv();
        int length = both.length - Kcv.LENGTH;
        require(
                command.first()
                        || (key.isPresent() && components > 0 && key.get().length() == length),
                Refused.MALFORMED);
        Kcv stated = new Kcv(Bytes.of(Arrays.copyOfRange(both, length, both.length)));
        try (SecretKeyBytes component = SecretKeyBytes.taking(Arrays.copyOf(both, length))) {
            require(Cmac.kcv(component).equals(stated) && !isZero(component), Refused.MALFORMED);
            if (command.first()) {
                replace(component.copy(), 1);
                return;
            }
            SecretKeyBytes joined = key.orElseThrow().xor(component);
            if (isZero(joined)) {
                joined.close();
                throw new Refused(Refused.MALFORMED);
            }
            replace(joined, components + 1);
        }
    }

    private static boolean isZero(SecretKeyBytes key) {
        return key.matches(new byte[key.length()]);
    }

    Kcv generate(KeyType type) {
        byte[] fresh = new byte[type.length()];
        random.nextBytes(fresh);
        replace(SecretKeyBytes.taking(fresh), 0);
        return Cmac.kcv(key.orElseThrow());
    }

    /** Whether the key was drawn here; only asked of one that is there. */
    boolean isDrawn() {
        return components == 0;
    }

    /** Refuses, with 6A80, a key that is not there whole, or has another length or KCV. A single component is no key. */
    void requireKey(int length, Kcv kcv) throws Refused {
        require(key.isPresent() && key.get().length() == length && components != 1, Refused.MALFORMED);
        require(Cmac.kcv(key.get()).equals(kcv), Refused.MALFORMED);
    }

    /** Whether the key was drawn here and not stored yet. */
    boolean isNewlyDrawn() {
        return isDrawn() && !stored;
    }

    /** A copy of a key that was found right; it stays for further STOREs. */
    SecretKeyBytes take() {
        stored = true;
        return key.orElseThrow().copy();
    }

    void forget() {
        key.ifPresent(SecretKeyBytes::close);
        key = Optional.empty();
        components = 0;
        stored = false;
    }

    private void replace(SecretKeyBytes newKey, int newComponents) {
        forget();
        key = Optional.of(newKey);
        components = newComponents;
    }
}
