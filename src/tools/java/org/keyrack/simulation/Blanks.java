package org.keyrack.simulation;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.keyrack.card.KeySet;
import org.keyrack.prepare.KeyComponent;
import org.keyrack.prepare.ModulePlan;
import org.keyrack.prepare.PreparationSecrets;
import org.keyrack.prepare.SerialRule;
import org.keyrack.prepare.TransportKeyPlan;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.protocol.crypto.Cmac;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/**
 * What blank cards are to become, and the secrets of that: each preparation gets copies, as from the hands of custodians.
 *
 * @param set T of the modules, 16 bytes
 * @param first the first of its two components, 16 bytes
 * @param makers key of the cards as they come, 16 bytes
 * @param fresh key that they get in its place, 16 bytes
 * @param keys locations of a module
 * @param rule where their SNs come from
 */
record Blanks(byte[] set, byte[] first, byte[] makers, byte[] fresh, int keys, SerialRule rule) {
    private static final String T = "T";

    static Blanks drawn(RandomGenerator random, byte[] set, int keys, SerialRule rule) {
        return new Blanks(set, drawn(random), drawn(random), drawn(random), keys, rule);
    }

    private static byte[] drawn(RandomGenerator random) {
        byte[] key = new byte[16];
        random.nextBytes(key);
        return key;
    }

    ModulePlan plan() {
        TransportKeyPlan t =
                new TransportKeyPlan(0, Suite.AES_128, 1, OptionalInt.of(2), Optional.of(kcv(set)), Optional.empty());
        List<LocationEntry> locations = IntStream.rangeClosed(1, keys)
                .mapToObj(ref2 ->
                        LocationEntry.free(ref2, RackDraw.APPLICATION + ref2 - 1, EnumSet.of(KeyType.AES_128), false))
                .toList();
        return new ModulePlan("Simulated", Bytes.zero(32), t, rule, locations);
    }

    /** Closed by whoever prepares. */
    PreparationSecrets secrets() {
        PreparationSecrets secrets =
                new PreparationSecrets(KeySet.of(KeySet.ANY, makers), Optional.of(KeySet.of(1, fresh)));
        byte[] second = new byte[set.length];
        for (int i = 0; i < set.length; i++) {
            second[i] = (byte) (set[i] ^ first[i]);
        }
        secrets.add(T, new KeyComponent(SecretKeyBytes.copyOf(first), kcv(first)));
        secrets.add(T, new KeyComponent(SecretKeyBytes.taking(second), kcv(second)));
        return secrets;
    }

    private static Kcv kcv(byte[] key) {
        try (SecretKeyBytes secret = SecretKeyBytes.copyOf(key)) {
            return Cmac.kcv(secret);
        }
    }
}
