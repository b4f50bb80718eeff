package org.keyrack.prepare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.keyrack.prepare.PlanText.AsText;
import org.keyrack.prepare.PlanText.KeyText;
import org.keyrack.prepare.PlanText.StateWord;
import org.keyrack.prepare.PlanText.TransportKeyText;
import org.keyrack.prepare.TransportKeyPlan.Successor;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Lock;
import org.keyrack.protocol.answer.KeyAttributes;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.yaml.YamlDocument;
import org.keyrack.yaml.YamlException;

/** Checks what depends on more than one field of a plan for an AS. */
final class AsPlanMapper {
    /** Keys that an AS can have, transport keys among them, as far as its card's memory goes. */
    private static final int MOST_KEYS = 255;

    private static final int MOST_SLOTS = 4;

    private final YamlDocument<AsText> document;
    private final Set<Integer> references = new HashSet<>();

    AsPlanMapper(YamlDocument<AsText> document) {
        this.document = document;
    }

    AsPlan plan(Bytes hash) throws YamlException {
        AsText text = document.value();
        LifeCycleState state =
                Objects.requireNonNullElse(text.state(), StateWord.OPERATIONAL).state();
        // An AS whose keys come by sealed records begins empty.
        boolean empty = state == LifeCycleState.LOADING && text.backup() != null;
        Map<Integer, TransportKeyPlan> slots = transportKeys(text.transportKeys(), empty ? 0 : 1);
        Set<Lock> locks = EnumSet.noneOf(Lock.class);
        if (!text.allow()) {
            locks.add(Lock.ALLOW);
        }
        if (Boolean.FALSE.equals(text.sealedRecords())) {
            locks.add(Lock.EXPORT_SEALED);
        }
        return new AsPlan(
                text.name(),
                hash,
                Bytes.ofHex(text.id()),
                ownLabel(text.label()),
                Optional.ofNullable(text.backup())
                        .map(key -> new BackupKeyPlan(key.components(), new Kcv(Bytes.ofHex(key.kcv())))),
                List.copyOf(slots.values()),
                keys(text.keys() == null ? List.of() : text.keys(), slots),
                locks,
                state);
    }

    private static String label(String written) {
        return Objects.requireNonNullElse(written, "").stripTrailing();
    }

    private String ownLabel(String written) throws YamlException {
        String label = label(written);
        if (label.equals(AsPlan.NOT_FINISHED)) {
            throw PlanFile.wrong(document, "label", "label.notFinished");
        }
        return label;
    }

    private Map<Integer, TransportKeyPlan> transportKeys(List<TransportKeyText> written, int least)
            throws YamlException {
        document.requireList("transportKeys", written, least, MOST_SLOTS);
        Map<Integer, TransportKeyPlan> slots = new LinkedHashMap<>();
        for (int i = 0; i < written.size(); i++) {
            TransportKeyText text = written.get(i);
            String path = document.entry("transportKeys", i);
            if (slots.containsKey(text.slot())) {
                throw PlanFile.wrong(document, path + ".slot", "slot.twice");
            }
            requireSource(path, text.components(), text.kcv());
            Optional<Successor> successor = Optional.empty();
            if (text.follows() != null) {
                successor = Optional.of(successor(path, text, slots.get(text.follows())));
            } else if (text.ref() != null || text.label() != null || text.modules() != null) {
                throw PlanFile.wrong(document, path, "follows");
            }
            slots.put(
                    text.slot(),
                    new TransportKeyPlan(
                            text.slot(),
                            PlanFile.suite(text.suite()),
                            text.version(),
                            text.components() == null ? OptionalInt.empty() : OptionalInt.of(text.components()),
                            Optional.ofNullable(text.kcv()).map(hex -> new Kcv(Bytes.ofHex(hex))),
                            successor));
        }
        return slots;
    }

    private void requireSource(String path, @Nullable Integer components, @Nullable String kcv) throws YamlException {
        if ((components == null) != (kcv == null)) {
            throw PlanFile.wrong(document, path, "source");
        }
    }

    private Successor successor(String path, TransportKeyText text, @Nullable TransportKeyPlan before)
            throws YamlException {
        if (before == null) {
            throw PlanFile.wrong(document, path + ".follows", "follows.none", text.follows());
        }
        if (text.components() != null || text.ref() == null || text.modules() == null) {
            throw PlanFile.wrong(document, path, "successor");
        }
        if (PlanFile.suite(text.suite()) != before.suite()) {
            throw PlanFile.wrong(document, path, "successor.suite");
        }
        if (text.version() <= before.version()) {
            throw PlanFile.wrong(document, path + ".version", "successor.version", before.version());
        }
        references.add(text.ref());
        return new Successor(text.follows(), text.ref(), label(text.label()), text.modules());
    }

    private List<KeyPlan> keys(List<KeyText> written, Map<Integer, TransportKeyPlan> slots) throws YamlException {
        document.requireList("keys", written, 0, MOST_KEYS - references.size());
        Set<Integer> bootstrap = new TreeSet<>();
        slots.values().forEach(key -> key.successor().ifPresent(next -> bootstrap.add(next.follows())));
        List<KeyPlan> keys = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            KeyText text = written.get(i);
            String path = document.entry("keys", i);
            if (!references.add(text.ref())) {
                throw PlanFile.wrong(document, path + ".ref", "ref.twice");
            }
            requireSource(path, text.components(), text.kcv());
            keys.add(key(text, barred(path, text.barredSlots(), bootstrap, slots.keySet())));
        }
        keys.sort(Comparator.comparingInt(KeyPlan::ref1));
        return keys;
    }

    private Set<Integer> barred(String path, List<Integer> written, Set<Integer> bootstrap, Set<Integer> slots)
            throws YamlException {
        Set<Integer> barred = written == null ? bootstrap : new TreeSet<>(written);
        for (int slot : bootstrap) {
            if (!barred.contains(slot)) {
                throw PlanFile.wrong(document, path + ".barredSlots", "bootstrap", slot);
            }
        }
        if (!slots.isEmpty() && barred.containsAll(slots)) {
            throw PlanFile.wrong(document, path + ".barredSlots", "barred");
        }
        return barred;
    }

    private static KeyPlan key(KeyText text, Set<Integer> barred) {
        KeyDirectoryEntry entry = new KeyDirectoryEntry(
                text.ref(),
                label(text.label()),
                PlanFile.appId(text.appId()),
                text.type().type(),
                text.version(),
                new KeyAttributes(text.diversify(), false, text.neverSealed(), false, barred),
                text.kcv() == null ? Kcv.NONE : new Kcv(Bytes.ofHex(text.kcv())),
                Objects.requireNonNullElse(text.exports(), KeyDirectoryEntry.NO_LIMIT));
        return new KeyPlan(entry, text.components() == null ? OptionalInt.empty() : OptionalInt.of(text.components()));
    }
}
