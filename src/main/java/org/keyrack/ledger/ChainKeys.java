package org.keyrack.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrack.journal.ChainName;
import org.keyrack.ledger.Verification.SigningKey;

/**
 * The keys that a chain names, in their order. One is believed when it is the key that was given from outside, or follows a
 * believed one by a change that the old key signed. With no key given, the first one is taken for the bench's own.
 */
final class ChainKeys {
    private final ChainName chain;
    private final Optional<String> given;
    private final List<String> keys = new ArrayList<>();
    private final List<SigningKey> shown = new ArrayList<>();
    private boolean believed;

    /** @param given a public key from outside, as {@link BenchKey#publicKey()} */
    ChainKeys(ChainName chain, Optional<String> given) {
        this.chain = chain;
        this.given = given;
    }

    /** The key of the first line, or one that the key before did not sign. */
    void begin(long seq, String key) {
        believed = given.map(key::equals).orElse(keys.isEmpty());
        add(seq, key);
    }

    /** A key that the key before signed. */
    void follow(long seq, String key) {
        believed = believed || given.filter(key::equals).isPresent();
        add(seq, key);
    }

    private void add(long seq, String key) {
        keys.add(key);
        shown.add(new SigningKey(chain, seq, BenchKey.fingerprint(key), believed && given.isPresent()));
    }

    /** The key in force; empty before the first. */
    String current() {
        return keys.isEmpty() ? "" : keys.get(keys.size() - 1);
    }

    /** Whether the key in force may vouch. */
    boolean believed() {
        return believed;
    }

    /** Whether the key in force is one that came before the given one, which then stands for it. */
    boolean givenComesAfter(int index) {
        return given.map(keys::lastIndexOf).orElse(-1) > index;
    }

    /** Which key is in force, from 0. */
    int index() {
        return keys.size() - 1;
    }

    List<SigningKey> shown() {
        return shown;
    }
}
