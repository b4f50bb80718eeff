package org.keyrack.attack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.crypto.Cmac;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** Keys that the attacker knows, what has left the cards, and what follows from both; keys are told apart by value. */
final class Knowledge {
    private final Map<Bytes, Kcv> known = new LinkedHashMap<>();
    private final Set<Bytes> secrets;
    private final Set<Kcv> drawnSecrets;
    private final List<Output> outputs = new ArrayList<>();
    private Optional<String> leak = Optional.empty();

    /**
     * @param secrets keys that were in a card before he came, and those that come after he has given one back
     * @param drawnSecrets KCVs of those that a card drew, whose value nobody has
     */
    Knowledge(Set<Bytes> secrets, Set<Kcv> drawnSecrets) {
        this.secrets = secrets;
        this.drawnSecrets = drawnSecrets;
    }

    static Kcv kcv(Bytes key) {
        try (SecretKeyBytes secret = SecretKeyBytes.copyOf(key.toArray())) {
            return Cmac.kcv(secret);
        }
    }

    /** He has a key: everything that is under it is his too. */
    void learn(Bytes key) {
        ArrayDeque<Bytes> learned = new ArrayDeque<>(List.of(key));
        while (!learned.isEmpty()) {
            Bytes next = learned.remove();
            if (known.containsKey(next)) {
                continue;
            }
            Kcv kcv = kcv(next);
            known.put(next, kcv);
            if (secrets.contains(next) || drawnSecrets.contains(kcv)) {
                leak = Optional.of("a key of KCV " + kcv);
            }
            outputs.forEach(output -> output.opened(next).ifPresent(learned::add));
        }
    }

    /** Something has left a card. */
    void see(Output output) {
        outputs.add(output);
        Set<Bytes> opened = new LinkedHashSet<>();
        known.keySet().forEach(key -> output.opened(key).ifPresent(opened::add));
        opened.forEach(this::learn);
    }

    /** The keys that he knows, with their KCVs, in the order in which he learned them: a walk depends on its seed alone. */
    Map<Bytes, Kcv> known() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(known));
    }

    /** What he learned that he must not; empty as long as the rules hold. */
    Optional<String> leak() {
        return leak;
    }
}
