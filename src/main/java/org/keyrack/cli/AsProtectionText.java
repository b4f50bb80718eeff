package org.keyrack.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import org.keyrack.language.Wording;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.answer.AsProtection;
import org.keyrack.protocol.answer.AsProtection.Origin;
import org.keyrack.protocol.answer.KeyDirectoryEntry;

/** What guards the keys of an AS, as inspect writes it: locks, PINs, where each T came from, and the bars of each key. */
final class AsProtectionText {
    private AsProtectionText() {}

    private static Wording words() {
        return Wording.of("cli");
    }

    /** Locks, PINs that are not set, KBK and Kperso in one line. */
    static String line(AsProtection protection) {
        List<String> missing = List.of(PinReference.values()).stream()
                .filter(pin -> !protection.pinsSet().contains(pin))
                .map(AsProtectionText::name)
                .toList();
        Wording words = words();
        return words.say("protection.locks", locks(protection))
                + (missing.isEmpty() ? "" : words.say("protection.noPin", String.join(", ", missing)))
                + words.say(
                        "protection.kbk",
                        protection.kbkKcv().equals(Kcv.NONE)
                                ? words.get("protection.none")
                                : protection.kbkKcv().toString())
                + (protection.personalizationKey() ? words.get("protection.kperso") : "");
    }

    private static String locks(AsProtection protection) {
        return protection.locks().isEmpty()
                ? words().get("protection.noLocks")
                : protection.locks().stream()
                        .sorted()
                        .map(lock -> words().get("protection.lock." + lock))
                        .collect(Collectors.joining(", "));
    }

    private static String name(PinReference pin) {
        return words().get("protection.pin." + pin);
    }

    /** How the T of a slot came in, as the end of its line. */
    static String origin(AsProtection protection, int slot) {
        AsProtection.Slot held = protection.slots().get(slot - 1);
        String from = held.origin().map(origin -> ", " + text(origin)).orElse("");
        return from + (held.barredFromSealing() ? ", " + words().get("protection.barred") : "");
    }

    private static String text(Origin origin) {
        return words().get("protection.origin." + origin);
    }

    /** Where a key came from and where it must not go, as the end of its line. */
    static String bars(AsKind kind, KeyDirectoryEntry key) {
        String slots = key.barredSlots().stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
        Wording words = words();
        return (key.attributes().drawnOnCard() ? ", " + words.get("protection.drawn." + kind.id()) : "")
                + (slots.isEmpty() ? "" : ", " + words.say("protection.barredFor", slots))
                + (key.attributes().barredFromSealing() ? ", " + words.get("protection.barred") : "");
    }

    /** The slots for which a key is barred, ascending. */
    static ArrayNode slots(KeyDirectoryEntry key) {
        ArrayNode slots = Json.object().arrayNode();
        key.barredSlots().stream().sorted().forEach(slots::add);
        return slots;
    }

    static void write(ObjectNode node, AsProtection protection) {
        ArrayNode locks = node.putArray("locks");
        protection.locks().stream().sorted().forEach(lock -> locks.add(lock.name()));
        ArrayNode pins = node.putArray("pinsSet");
        protection.pinsSet().stream().sorted().forEach(pin -> pins.add(pin.name()));
        node.put("kperso", protection.personalizationKey());
        node.put(
                "kbkKcv",
                protection.kbkKcv().equals(Kcv.NONE)
                        ? null
                        : protection.kbkKcv().toString());
        ArrayNode slots = node.putArray("slots");
        for (int slot = 1; slot <= protection.slots().size(); slot++) {
            AsProtection.Slot held = protection.slots().get(slot - 1);
            ObjectNode one = slots.addObject().put("slot", slot);
            one.put("origin", held.origin().map(Origin::name).orElse(null));
            one.put("barredFromSealing", held.barredFromSealing());
        }
    }
}
