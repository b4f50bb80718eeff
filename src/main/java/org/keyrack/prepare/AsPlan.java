package org.keyrack.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Lock;

/**
 * What becomes of a blank card that is to be an AS.
 *
 * @param name shown to people
 * @param hash SHA-256 of the plan's bytes, 32 bytes
 * @param asId 4 bytes
 * @param label up to 16 printable ASCII characters
 * @param backup the KBK, when it has one
 * @param transportKeys as they are written, a followed one before its successor
 * @param keys ascending by REF1
 * @param locks what is forbidden for good
 * @param state LOADING or OPERATIONAL
 */
public record AsPlan(
        String name,
        Bytes hash,
        Bytes asId,
        String label,
        Optional<BackupKeyPlan> backup,
        List<TransportKeyPlan> transportKeys,
        List<KeyPlan> keys,
        Set<Lock> locks,
        LifeCycleState state)
        implements CardPlan {
    /** Label of an AS that stays in LOADING, until it has all that its plan names; no plan's. */
    public static final String NOT_FINISHED = "NOT FINISHED";

    public AsPlan {
        transportKeys = List.copyOf(transportKeys);
        keys = List.copyOf(keys);
        locks = Set.copyOf(locks);
    }

    @Override
    public Map<String, KeyShape> components() {
        Map<String, KeyShape> wanted = new TreeMap<>();
        backup.ifPresent(
                key -> wanted.put(BackupKeyPlan.NAME, new KeyShape(key.components(), BackupKeyPlan.LENGTH, key.kcv())));
        transportKeys.forEach(key -> key.components()
                .ifPresent(count -> wanted.put(
                        key.name(),
                        new KeyShape(count, key.suite().keyLength(), key.kcv().orElseThrow()))));
        keys.forEach(key -> key.components()
                .ifPresent(count -> wanted.put(
                        key.name(),
                        new KeyShape(
                                count,
                                key.entry().keyType().length(),
                                key.entry().kcv()))));
        return wanted;
    }

    /** Whether the AS draws keys that nobody else has: they die with it. */
    public boolean draws() {
        return transportKeys.stream().anyMatch(key -> key.components().isEmpty())
                || keys.stream().anyMatch(key -> key.components().isEmpty());
    }

    /** What it costs later. */
    public List<PlanPrice> prices() {
        List<PlanPrice> prices = new ArrayList<>();
        if (locks.contains(Lock.ALLOW) && draws()) {
            prices.add(PlanPrice.NO_ALLOW);
        }
        if (transportKeys.stream().anyMatch(key -> key.successor().isPresent())) {
            prices.add(PlanPrice.BOOTSTRAP);
        }
        if (state == LifeCycleState.LOADING) {
            prices.add(PlanPrice.NO_SESSION);
        }
        return prices;
    }

    /** Whether the AS goes to work with keys that it drew: without a second one they die with it. */
    public boolean drawsForGood() {
        return draws() && state == LifeCycleState.OPERATIONAL;
    }
}
