package org.keyrack.reader.sim;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.reader.sim.RackFile.ApplicationKey;
import org.keyrack.reader.sim.RackFile.AsCard;
import org.keyrack.reader.sim.RackFile.Location;
import org.keyrack.reader.sim.RackFile.SetKey;
import org.keyrack.reader.sim.RackFile.StoredKey;
import org.keyrack.reader.sim.RackFile.Timing;
import org.keyrack.reader.sim.RackFile.UnitGroup;

/** From a tree that obeys the schema to the model; checks what depends on more than one value. */
final class RackFileMapper {
    private static final JsonPointer ROOT = JsonPointer.empty();
    private static final BigInteger SERIALS = BigInteger.ONE.shiftLeft(64);
    private static final String CUSTODIAN_PIN = "13571357";
    private static final int LAST_TRANSPORT_VERSION = 0xFE;

    private final JsonNode tree;
    private final RackFilePlaces places;
    private final Path folder;

    RackFileMapper(JsonNode tree, RackFilePlaces places, Path folder) {
        this.tree = tree;
        this.places = places;
        this.folder = folder;
    }

    RackFile map() throws RackFileException {
        List<SetKey> sets = sets();
        List<AsCard> as = asCards(sets);
        List<UnitGroup> units = unitGroups(sets);
        int modules = units.stream().mapToInt(UnitGroup::count).sum();
        if (as.size() + modules == 0) {
            throw places.wrong(ROOT, "there is neither an AS nor a module", "Add \"as\" or \"units\".");
        }
        if (as.size() + modules > RackFile.MOST_CARDS) {
            throw places.wrong(
                    ROOT,
                    "there are " + (as.size() + modules) + " cards, a bench holds " + RackFile.MOST_CARDS,
                    "Remove some.");
        }
        return new RackFile(
                sets,
                as,
                units,
                timing(),
                new RackFileFaults(tree, places, as.size(), modules).faults(),
                memory(),
                RackFileProtocols.t0(tree));
    }

    private List<SetKey> sets() throws RackFileException {
        if (tree.has("set") == tree.has("sets")) {
            throw places.wrong(
                    ROOT,
                    tree.has("set") ? "both \"set\" and \"sets\" are there" : "no set is there",
                    "Write one of \"set\" (one T, in slot 01) and \"sets\" (a list).");
        }
        if (tree.has("set")) {
            return List.of(set(tree.get("set"), ROOT.appendProperty("set"), 1));
        }
        List<SetKey> sets = new ArrayList<>();
        JsonPointer list = ROOT.appendProperty("sets");
        for (int i = 0; i < tree.get("sets").size(); i++) {
            JsonNode node = tree.get("sets").get(i);
            JsonPointer at = list.appendIndex(i);
            int slot = node.get("slot").intValue();
            if (sets.stream().anyMatch(other -> other.slot() == slot)) {
                throw places.wrong(
                        at.appendProperty("slot"), "another set is in slot " + slot, "Give each set its own slot.");
            }
            sets.add(set(node, at, slot));
        }
        return sets;
    }

    private SetKey set(JsonNode node, JsonPointer at, int slot) throws RackFileException {
        byte[] key = key(node, "transportKey", at);
        Suite natural = key.length == Suite.AES_128.keyLength() ? Suite.AES_128 : Suite.AES_256;
        int suite = node.path("suite").asInt(natural.code());
        if (suite != natural.code()) {
            throw places.wrong(
                    at.appendProperty("suite"),
                    "suite " + suite + " has a transport key of " + 16 * suite + " bytes, this one has " + key.length,
                    "Correct the suite or the transport key.");
        }
        return new SetKey(slot, natural, key, node.get("version").intValue());
    }

    private List<AsCard> asCards(List<SetKey> sets) throws RackFileException {
        List<AsCard> cards = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Entry entry : entries("as")) {
            AsCard card = asCard(entry.node(), entry.at(), sets);
            if (!ids.add(HexFormat.of().formatHex(card.id()))) {
                throw places.wrong(
                        entry.at().appendProperty("id"), "another AS has this id", "Give each AS card its own id.");
            }
            cards.add(card);
        }
        return cards;
    }

    private AsCard asCard(JsonNode node, JsonPointer at, List<SetKey> sets) throws RackFileException {
        List<Integer> slots = node.has("slots")
                ? integers(node.get("slots"))
                : sets.stream().map(SetKey::slot).sorted().toList();
        for (int slot : slots) {
            if (sets.stream().noneMatch(set -> set.slot() == slot)) {
                throw places.wrong(
                        at.appendProperty("slots"),
                        "there is no set for slot " + slot,
                        "Add it to \"sets\", or leave the slot out.");
            }
        }
        return new AsCard(
                hex(node, "id"),
                node.path("label").asText(""),
                node.get("operatorPin").textValue().toCharArray(),
                node.get("adminPin").textValue().toCharArray(),
                node.path("custodianPin").asText(CUSTODIAN_PIN).toCharArray(),
                slots,
                applicationKeys(node, at),
                state(node));
    }

    private List<ApplicationKey> applicationKeys(JsonNode as, JsonPointer above) throws RackFileException {
        List<ApplicationKey> keys = new ArrayList<>();
        Set<Integer> references = new HashSet<>();
        if (state(as) == LifeCycleState.BLANK && !as.path("keys").isEmpty()) {
            throw places.wrong(
                    above.appendProperty("keys"),
                    "an AS that is BLANK holds no keys",
                    "Leave the keys out, or make the AS LOADING or OPERATIONAL.");
        }
        for (int i = 0; i < as.path("keys").size(); i++) {
            JsonNode node = as.get("keys").get(i);
            JsonPointer at = above.appendProperty("keys").appendIndex(i);
            unique(references, node, at, "key of this AS");
            requireTransportForm(node, at);
            keys.add(new ApplicationKey(
                    node.get("ref").intValue(),
                    node.path("label").asText(""),
                    appId(node),
                    type(node.get("type")),
                    node.get("version").intValue(),
                    value(node, at),
                    node.path("diversify").asBoolean(false),
                    node.path("exports").asLong(KeyDirectoryEntry.NO_LIMIT),
                    node.path("transport").asBoolean(false),
                    node.has("barredSlots") ? integers(node.get("barredSlots")) : List.of()));
        }
        return keys;
    }

    private void requireTransportForm(JsonNode key, JsonPointer at) throws RackFileException {
        boolean right = appId(key) == 0
                && !key.path("diversify").asBoolean(false)
                && key.get("version").intValue() <= LAST_TRANSPORT_VERSION;
        if (key.path("transport").asBoolean(false) && !right) {
            throw places.wrong(
                    at,
                    "a transport key has appId 0000, is not diversified, and has a version up to 254",
                    "Correct the key, or leave transport out.");
        }
    }

    private void unique(Set<Integer> references, JsonNode node, JsonPointer at, String what) throws RackFileException {
        int reference = node.get("ref").intValue();
        if (!references.add(reference)) {
            throw places.wrong(
                    at.appendProperty("ref"),
                    "another " + what + " has the reference " + reference,
                    "Give each its own reference.");
        }
    }

    private byte[] value(JsonNode node, JsonPointer at) throws RackFileException {
        byte[] value = key(node, "value", at);
        KeyType type = type(node.get("type"));
        if (value.length != type.length()) {
            throw places.wrong(
                    at.appendProperty("value"),
                    "the key has " + value.length + " bytes, its type has " + type.length(),
                    "Correct the key or its type.");
        }
        return value;
    }

    private byte[] key(JsonNode node, String field, JsonPointer at) throws RackFileException {
        byte[] key = hex(node, field);
        if (Bytes.of(key).isZero()) {
            throw places.wrong(
                    at.appendProperty(field), "the key is all zero, which no card takes", "Write another key.");
        }
        return key;
    }

    private List<UnitGroup> unitGroups(List<SetKey> sets) throws RackFileException {
        List<UnitGroup> groups = new ArrayList<>();
        Set<Long> serials = new HashSet<>();
        for (Entry entry : entries("units")) {
            List<Location> before =
                    groups.isEmpty() ? List.of() : groups.get(groups.size() - 1).locations();
            UnitGroup group = unitGroup(entry.node(), entry.at(), sets, before);
            boolean onPurpose = entry.node().path("duplicateSerial").asBoolean(false);
            for (int i = 0; i < group.count(); i++) {
                if (!serials.add(group.firstSerial() + i) && !onPurpose) {
                    throw places.wrong(
                            entry.at(),
                            String.format("another module has the serial number %016X", group.firstSerial() + i),
                            "Change it, or say duplicateSerial: true when it is meant.");
                }
            }
            groups.add(group);
        }
        return groups;
    }

    private UnitGroup unitGroup(JsonNode node, JsonPointer at, List<SetKey> sets, List<Location> before)
            throws RackFileException {
        int count = node.path("count").asInt(1);
        if (node.has("serial") == node.has("firstSerial")) {
            throw places.wrong(
                    at,
                    node.has("serial") ? "both serial and firstSerial are there" : "there is no serial number",
                    "Write firstSerial for several modules, or serial for one.");
        }
        if (node.has("serial") && count != 1) {
            throw places.wrong(
                    at.appendProperty("serial"),
                    "one serial number stands for " + count + " modules",
                    "Write firstSerial: it counts up.");
        }
        BigInteger first = new BigInteger(
                node.get(node.has("serial") ? "serial" : "firstSerial").textValue(), 16);
        if (first.add(BigInteger.valueOf(count)).compareTo(SERIALS) > 0) {
            throw places.wrong(at, "the serial numbers count up beyond FFFFFFFFFFFFFFFF", "Take a smaller first one.");
        }
        LifeCycleState state = state(node);
        List<Location> locations = node.has("locations") ? locations(node, at, state) : inherited(before, state);
        return new UnitGroup(count, first.longValue(), setOf(node, at, sets), locations, state);
    }

    /** Only an OPERATIONAL module takes a key: the others inherit empty locations. */
    private static List<Location> inherited(List<Location> before, LifeCycleState state) {
        return state == LifeCycleState.OPERATIONAL
                ? before
                : before.stream()
                        .map(old -> new Location(old.ref(), old.appId(), old.types(), old.writeOnce(), null))
                        .toList();
    }

    private SetKey setOf(JsonNode node, JsonPointer at, List<SetKey> sets) throws RackFileException {
        if (node.has("set")) {
            if (node.has("slot")) {
                throw places.wrong(
                        at, "both slot and set are there", "Write slot for a set of the AS, or set for a foreign one.");
            }
            return set(node.get("set"), at.appendProperty("set"), 0);
        }
        if (!node.has("slot")) {
            return sets.get(0);
        }
        int slot = node.get("slot").intValue();
        return sets.stream()
                .filter(set -> set.slot() == slot)
                .findFirst()
                .orElseThrow(() -> places.wrong(
                        at.appendProperty("slot"), "there is no set for slot " + slot, "Add it to \"sets\"."));
    }

    private List<Location> locations(JsonNode unit, JsonPointer above, LifeCycleState state) throws RackFileException {
        List<Location> locations = new ArrayList<>();
        Set<Integer> references = new HashSet<>();
        for (int i = 0; i < unit.get("locations").size(); i++) {
            JsonNode node = unit.get("locations").get(i);
            JsonPointer at = above.appendProperty("locations").appendIndex(i);
            unique(references, node, at, "location of this module");
            List<KeyType> types = new ArrayList<>();
            node.get("types").forEach(type -> types.add(type(type)));
            locations.add(new Location(
                    node.get("ref").intValue(),
                    appId(node),
                    types,
                    node.path("writeOnce").asBoolean(false),
                    node.has("key") ? storedKey(node, at.appendProperty("key"), types, state) : null));
        }
        return locations;
    }

    private StoredKey storedKey(JsonNode location, JsonPointer at, List<KeyType> types, LifeCycleState state)
            throws RackFileException {
        JsonNode node = location.get("key");
        KeyType type = type(node.get("type"));
        if (!types.contains(type)) {
            throw places.wrong(
                    at.appendProperty("type"), "the location does not accept this type", "Add it to its types.");
        }
        if (state != LifeCycleState.OPERATIONAL) {
            throw places.wrong(
                    at,
                    "a module takes keys only when it is OPERATIONAL",
                    "Leave the key out, or make the module OPERATIONAL.");
        }
        return new StoredKey(type, node.get("version").intValue(), value(node, at));
    }

    private Timing timing() {
        JsonNode node = tree.path("timing");
        return node.isObject()
                ? new Timing(
                        node.path("initiate").asDouble(0),
                        node.path("export").asDouble(0),
                        node.path("import").asDouble(0),
                        node.path("baud").asInt(0))
                : Timing.NONE;
    }

    private Path memory() throws RackFileException {
        if (!tree.has("memory")) {
            return null;
        }
        try {
            return folder.resolve(tree.get("memory").textValue());
        } catch (InvalidPathException invalid) {
            throw places.wrong(
                    ROOT.appendProperty("memory"), "this is no file name of this system", "Write another name.");
        }
    }

    /** One of a list, or the one that stands there without a list. */
    private record Entry(JsonNode node, JsonPointer at) {}

    private List<Entry> entries(String field) {
        JsonNode node = tree.path(field);
        JsonPointer at = ROOT.appendProperty(field);
        List<Entry> entries = new ArrayList<>();
        if (node.isObject()) {
            entries.add(new Entry(node, at));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            entries.add(new Entry(node.get(i), at.appendIndex(i)));
        }
        return entries;
    }

    private static byte[] hex(JsonNode node, String field) {
        return HexFormat.of().parseHex(node.get(field).textValue());
    }

    private static int appId(JsonNode node) {
        return Integer.parseInt(node.path("appId").asText("0000"), 16);
    }

    private static KeyType type(JsonNode node) {
        return KeyType.valueOf(node.textValue().replace('-', '_').toUpperCase(Locale.ROOT));
    }

    private static LifeCycleState state(JsonNode node) {
        return LifeCycleState.valueOf(node.path("state").asText(LifeCycleState.OPERATIONAL.name()));
    }

    private static List<Integer> integers(JsonNode list) {
        List<Integer> integers = new ArrayList<>();
        list.forEach(number -> integers.add(number.intValue()));
        return integers;
    }
}
