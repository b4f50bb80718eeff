package org.keyrack.reader.sim;

import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.keyrack.language.Wording;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.reader.sim.RackFile.ApplicationKey;
import org.keyrack.reader.sim.RackFile.AsCard;
import org.keyrack.reader.sim.RackFile.Blanks;
import org.keyrack.reader.sim.RackFile.Location;
import org.keyrack.reader.sim.RackFile.SetKey;
import org.keyrack.reader.sim.RackFile.StoredKey;
import org.keyrack.reader.sim.RackFile.Timing;
import org.keyrack.reader.sim.RackFile.UnitGroup;
import org.keyrack.reader.sim.RackText.AsText;
import org.keyrack.reader.sim.RackText.KeyText;
import org.keyrack.reader.sim.RackText.LocationText;
import org.keyrack.reader.sim.RackText.SetText;
import org.keyrack.reader.sim.RackText.StoredText;
import org.keyrack.reader.sim.RackText.TimingText;
import org.keyrack.reader.sim.RackText.TypeWord;
import org.keyrack.reader.sim.RackText.UnitsText;
import org.keyrack.yaml.YamlDocument;
import org.keyrack.yaml.YamlException;

/** From the fields of a rack file to the model; checks what depends on more than one value. */
final class RackFileMapper {
    private static final BigInteger SERIALS = BigInteger.ONE.shiftLeft(64);
    private static final String CUSTODIAN_PIN = "13571357";
    private static final int LAST_TRANSPORT_VERSION = 0xFE;
    private static final int MOST_SETS = 4;

    private final YamlDocument<RackText> document;
    private final RackText rack;
    private final Path folder;
    private final Wording words = Wording.of("input");

    RackFileMapper(YamlDocument<RackText> document, Path folder) {
        this.document = document;
        this.rack = document.value();
        this.folder = folder;
    }

    RackFile map() throws YamlException {
        List<SetKey> sets = sets();
        List<AsCard> as = asCards(sets);
        List<UnitGroup> units = unitGroups(sets);
        int modules = units.stream().mapToInt(UnitGroup::count).sum();
        Blanks blanks = new RackFileBlanks(document).blanks();
        int cards = as.size() + modules + blanks.count();
        if (cards == 0) {
            throw wrong("", "rack.empty");
        }
        if (cards > RackFile.MOST_CARDS) {
            throw wrong("", "rack.cards", cards, RackFile.MOST_CARDS);
        }
        return new RackFile(
                sets,
                as,
                units,
                timing(),
                new RackFileFaults(document, as.size(), modules, blanks.count()).faults(),
                memory(),
                RackFileProtocols.t0(rack),
                blanks);
    }

    private List<SetKey> sets() throws YamlException {
        if (rack.set() == null && rack.sets() == null && rack.as() == null && rack.units() == null) {
            return List.of();
        }
        if ((rack.set() == null) == (rack.sets() == null)) {
            throw wrong("", rack.set() == null ? "set.none" : "set.both");
        }
        if (rack.set() != null) {
            return List.of(set(rack.set(), "set", 1));
        }
        document.requireList("sets", rack.sets(), 1, MOST_SETS);
        List<SetKey> sets = new ArrayList<>();
        for (int i = 0; i < rack.sets().size(); i++) {
            SetText text = rack.sets().get(i);
            String at = "sets[" + i + "]";
            Integer slot = text.slot();
            if (slot == null) {
                throw wrong(at, "set.slot");
            }
            if (sets.stream().anyMatch(other -> other.slot() == slot)) {
                throw wrong(at + ".slot", "set.slot.twice", slot);
            }
            sets.add(key(text, at, slot));
        }
        return sets;
    }

    /** A set that has no slot of its own to say. */
    private SetKey set(SetText text, String at, int slot) throws YamlException {
        if (text.slot() != null) {
            throw wrong(at + ".slot", "set.noSlot");
        }
        return key(text, at, slot);
    }

    private SetKey key(SetText text, String at, int slot) throws YamlException {
        byte[] key = nonzero(text.transportKey(), at + ".transportKey");
        if (text.version() > LAST_TRANSPORT_VERSION) {
            throw document.wrong(
                    at + ".version",
                    words.say("number.range"),
                    words.say("action.number.range", "1", String.valueOf(LAST_TRANSPORT_VERSION)));
        }
        Suite natural = key.length == Suite.AES_128.keyLength() ? Suite.AES_128 : Suite.AES_256;
        int suite = Objects.requireNonNullElse(text.suite(), natural.code());
        if (suite != natural.code()) {
            throw wrong(at + ".suite", "set.suite", suite, 16 * suite, key.length);
        }
        return new SetKey(slot, natural, key, text.version());
    }

    private byte[] nonzero(byte[] key, String at) throws YamlException {
        if (Bytes.of(key).isZero()) {
            throw wrong(at, "key.zero");
        }
        return key;
    }

    private List<AsCard> asCards(List<SetKey> sets) throws YamlException {
        List<AsCard> cards = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; rack.as() != null && i < rack.as().size(); i++) {
            String at = document.entry("as", i);
            AsCard card = asCard(rack.as().get(i), at, sets);
            if (!ids.add(HexFormat.of().formatHex(card.id()))) {
                throw wrong(at + ".id", "as.id");
            }
            cards.add(card);
        }
        return cards;
    }

    private AsCard asCard(AsText text, String at, List<SetKey> sets) throws YamlException {
        document.requireList(at + ".slots", text.slots(), 1, MOST_SETS);
        List<Integer> slots = text.slots() != null
                ? text.slots()
                : sets.stream().map(SetKey::slot).sorted().toList();
        for (int slot : slots) {
            if (sets.stream().noneMatch(set -> set.slot() == slot)) {
                throw wrong(at + ".slots", "slot.unknown", slot);
            }
        }
        return new AsCard(
                text.id(),
                Objects.requireNonNullElse(text.label(), ""),
                text.operatorPin(),
                text.adminPin(),
                text.custodianPin() == null ? CUSTODIAN_PIN.toCharArray() : text.custodianPin(),
                slots,
                applicationKeys(text, at),
                state(text.state()));
    }

    private List<ApplicationKey> applicationKeys(AsText as, String above) throws YamlException {
        document.requireList(above + ".keys", as.keys(), 0, SimulatedApplet.AS.mostEntries());
        if (as.state() == LifeCycleState.BLANK
                && as.keys() != null
                && !as.keys().isEmpty()) {
            throw wrong(above + ".keys", "as.blank");
        }
        List<ApplicationKey> keys = new ArrayList<>();
        Set<Integer> references = new HashSet<>();
        for (int i = 0; as.keys() != null && i < as.keys().size(); i++) {
            KeyText text = as.keys().get(i);
            String at = above + ".keys[" + i + "]";
            if (!references.add(text.ref())) {
                throw wrong(at + ".ref", "key.ref", text.ref());
            }
            requireTransportForm(text, at);
            document.requireList(at + ".barredSlots", text.barredSlots(), 0, MOST_SETS);
            keys.add(new ApplicationKey(
                    text.ref(),
                    Objects.requireNonNullElse(text.label(), ""),
                    appId(text.appId()),
                    text.type().type(),
                    text.version(),
                    value(text.value(), text.type(), at),
                    text.diversify(),
                    Objects.requireNonNullElse(text.exports(), KeyDirectoryEntry.NO_LIMIT),
                    text.transport(),
                    Objects.requireNonNullElse(text.barredSlots(), List.of())));
        }
        return keys;
    }

    private void requireTransportForm(KeyText key, String at) throws YamlException {
        boolean right = appId(key.appId()) == 0 && !key.diversify() && key.version() <= LAST_TRANSPORT_VERSION;
        if (key.transport() && !right) {
            throw wrong(at, "key.transport");
        }
    }

    private byte[] value(byte[] value, TypeWord type, String at) throws YamlException {
        nonzero(value, at + ".value");
        if (value.length != type.type().length()) {
            throw wrong(at + ".value", "key.length", value.length, type.type().length());
        }
        return value;
    }

    private List<UnitGroup> unitGroups(List<SetKey> sets) throws YamlException {
        List<UnitGroup> groups = new ArrayList<>();
        Set<Long> serials = new HashSet<>();
        for (int i = 0; rack.units() != null && i < rack.units().size(); i++) {
            UnitsText text = rack.units().get(i);
            String at = document.entry("units", i);
            List<Location> before =
                    groups.isEmpty() ? List.of() : groups.get(groups.size() - 1).locations();
            UnitGroup group = unitGroup(text, at, sets, before);
            for (int each = 0; each < group.count(); each++) {
                long serial = group.firstSerial() + each;
                if (!serials.add(serial) && !text.duplicateSerial()) {
                    throw wrong(at, "units.serial.twice", String.format(Locale.ROOT, "%016X", serial));
                }
            }
            groups.add(group);
        }
        return groups;
    }

    private UnitGroup unitGroup(UnitsText text, String at, List<SetKey> sets, List<Location> before)
            throws YamlException {
        int count = Objects.requireNonNullElse(text.count(), 1);
        if ((text.serial() == null) == (text.firstSerial() == null)) {
            throw wrong(at, text.serial() == null ? "units.serial.none" : "units.serial.both");
        }
        if (text.serial() != null && count != 1) {
            throw wrong(at + ".serial", "units.serial.one", count);
        }
        BigInteger first = new BigInteger(text.serial() == null ? text.firstSerial() : text.serial(), 16);
        if (first.add(BigInteger.valueOf(count)).compareTo(SERIALS) > 0) {
            throw wrong(at, "units.serial.beyond");
        }
        LifeCycleState state = state(text.state());
        List<Location> locations = text.locations() == null ? inherited(before, state) : locations(text, at, state);
        return new UnitGroup(count, first.longValue(), setOf(text, at, sets), locations, state);
    }

    /** Only an OPERATIONAL module takes a key: the others inherit empty locations. */
    private static List<Location> inherited(List<Location> before, LifeCycleState state) {
        return state == LifeCycleState.OPERATIONAL
                ? before
                : before.stream()
                        .map(old ->
                                new Location(old.ref(), old.appId(), old.types(), old.writeOnce(), Optional.empty()))
                        .toList();
    }

    private SetKey setOf(UnitsText text, String at, List<SetKey> sets) throws YamlException {
        if (text.set() != null) {
            if (text.slot() != null) {
                throw wrong(at, "units.set");
            }
            return set(text.set(), at + ".set", 0);
        }
        if (text.slot() == null) {
            return sets.get(0);
        }
        return sets.stream()
                .filter(set -> set.slot() == text.slot())
                .findFirst()
                .orElseThrow(() -> wrong(at + ".slot", "slot.unknown", text.slot()));
    }

    private List<Location> locations(UnitsText unit, String above, LifeCycleState state) throws YamlException {
        document.requireList(above + ".locations", unit.locations(), 0, SimulatedApplet.EI.mostEntries());
        List<Location> locations = new ArrayList<>();
        Set<Integer> references = new HashSet<>();
        for (int i = 0; i < unit.locations().size(); i++) {
            LocationText text = unit.locations().get(i);
            String at = above + ".locations[" + i + "]";
            if (!references.add(text.ref())) {
                throw wrong(at + ".ref", "location.ref", text.ref());
            }
            document.requireList(at + ".types", text.types(), 1, TypeWord.values().length);
            locations.add(new Location(
                    text.ref(),
                    appId(text.appId()),
                    text.types().stream().map(TypeWord::type).toList(),
                    text.writeOnce(),
                    text.key() == null ? Optional.empty() : Optional.of(storedKey(text, at + ".key", state))));
        }
        return locations;
    }

    private StoredKey storedKey(LocationText location, String at, LifeCycleState state) throws YamlException {
        StoredText key = location.key();
        if (!location.types().contains(key.type())) {
            throw wrong(at + ".type", "stored.type");
        }
        if (state != LifeCycleState.OPERATIONAL) {
            throw wrong(at, "stored.state");
        }
        return new StoredKey(key.type().type(), key.version(), value(key.value(), key.type(), at));
    }

    private Timing timing() throws YamlException {
        TimingText text = rack.timing();
        if (text != null && text.unknownWord()) {
            throw document.wrong("timing", words.say("word.form"), words.say("action.word.form", "none"));
        }
        return text == null ? Timing.NONE : new Timing(text.initiate(), text.export(), text.load(), text.baud());
    }

    private Optional<Path> memory() throws YamlException {
        try {
            return Optional.ofNullable(rack.memory()).map(folder::resolve);
        } catch (InvalidPathException invalid) {
            throw wrong("memory", "memory.name");
        }
    }

    private static int appId(String written) {
        return written == null ? 0 : Integer.parseInt(written, 16);
    }

    private static LifeCycleState state(LifeCycleState written) {
        return Objects.requireNonNullElse(written, LifeCycleState.OPERATIONAL);
    }

    private YamlException wrong(String at, String key, Object... details) {
        return document.wrong(at, words.say(key, details), words.say("action." + key, details));
    }
}
