package org.keyrack.protocol.former;

import static org.keyrack.protocol.former.Refused.require;

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
final class KeyLoading {
    private final RandomGenerator random;
    private Optional<SecretKeyBytes> key = Optional.empty();

    KeyLoading(RandomGenerator random) {
        this.random = random;
    }

    void load(LoadComponent command) throws Refused {
        byte[] both = command.componentAndKcv();
        int length = both.length - Kcv.LENGTH;
        require(command.first() || (key.isPresent() && key.get().length() == length), Refused.MALFORMED);
        SecretKeyBytes component = SecretKeyBytes.taking(Arrays.copyOf(both, length));
        Kcv stated = new Kcv(Bytes.of(Arrays.copyOfRange(both, length, both.length)));
        if (!Cmac.kcv(component).equals(stated)) {
            component.close();
            throw new Refused(Refused.MALFORMED);
        }
        if (command.first()) {
            replace(component);
        } else {
            replace(key.orElseThrow().xor(component));
            component.close();
        }
    }

    Kcv generate(KeyType type) {
        byte[] fresh = new byte[type.length()];
        random.nextBytes(fresh);
        replace(SecretKeyBytes.taking(fresh));
        return Cmac.kcv(key.orElseThrow());
    }

    /** A copy of the key, which stays, when it has that length and KCV; else 6A80. */
    SecretKeyBytes take(int length, Kcv kcv) throws Refused {
        require(key.isPresent() && key.get().length() == length, Refused.MALFORMED);
        require(Cmac.kcv(key.get()).equals(kcv), Refused.MALFORMED);
        return key.get().copy();
    }

    void forget() {
        key.ifPresent(SecretKeyBytes::close);
        key = Optional.empty();
    }

    private void replace(SecretKeyBytes newKey) {
        forget();
        key = Optional.of(newKey);
    }
}
