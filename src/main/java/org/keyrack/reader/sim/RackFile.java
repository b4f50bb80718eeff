package org.keyrack.reader.sim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Suite;

/**
 * A bench as a YAML file describes it (docs/rack-file.md): what is in it has passed all
 * checks. Keys and PINs are arrays, so that no text form shows them.
 *
 * @param sets T of each set that the AS cards serve, by slot
 * @param as AS cards, in the first readers
 * @param units groups of EI, in the readers that follow
 * @param timing what the cards cost, or {@link Timing#NONE}
 * @param faults what goes wrong, and when
 * @param memory where the cards keep their memory; empty: nowhere
 * @param t0 numbers of the cards that speak T=0, from 0, the AS cards first; the others speak T=1
 * @param blanks blank GlobalPlatform cards, in the last readers
 */
public record RackFile(
        List<SetKey> sets,
        List<AsCard> as,
        List<UnitGroup> units,
        Timing timing,
        List<Fault> faults,
        Optional<Path> memory,
        Set<Integer> t0,
        Blanks blanks) {
    /** Cards of one bench at most: those of 1,000 modules, and AS cards beside them. */
    public static final int MOST_CARDS = 1033;

    private static final String DEMO = "demo";
    private static final String TRAINING = "training";

    public RackFile {
        sets = List.copyOf(sets);
        as = List.copyOf(as);
        units = List.copyOf(units);
        faults = List.copyOf(faults);
        t0 = Set.copyOf(t0);
    }

    /**
     * Reads and checks a file; a relative {@code memory} is looked for beside it.
     *
     * @throws RackFileException when it cannot be read or says anything that is not allowed
     */
    public static RackFile load(Path file) throws RackFileException {
        return RackFileReader.read(file);
    }

    /**
     * Reads and checks the bytes of a file.
     *
     * @param name stands for the file in messages
     * @param folder where a relative {@code memory} is looked for
     * @throws RackFileException when they say anything that is not allowed
     */
    public static RackFile parse(byte[] yaml, String name, Path folder) throws RackFileException {
        return RackFileReader.read(yaml, name, folder);
    }

    /** The built-in bench: one AS with four application keys, fifteen EI, no faults. */
    public static RackFile demo() {
        return builtIn(DEMO);
    }

    /** The built-in bench of the lessons: the same AS, eight EI, no faults; a batch lasts long enough for a hand to be quick. */
    public static RackFile training() {
        return builtIn(TRAINING);
    }

    private static RackFile builtIn(String name) {
        try (InputStream in = RackFile.class.getResourceAsStream("/rack/" + name + ".yaml")) {
            return parse(in.readAllBytes(), name, Path.of(""));
        } catch (IOException | RackFileException broken) {
            throw new UncheckedIOException(new IOException("The built-in bench " + name + " cannot be read", broken));
        }
    }

    /** Cards in all. */
    public int cards() {
        return as.size() + modules() + blanks.count();
    }

    /** Modules in all. */
    int modules() {
        return units.stream().mapToInt(UnitGroup::count).sum();
    }

    /** T of a slot of the AS cards. */
    Optional<SetKey> set(int slot) {
        return sets.stream().filter(set -> set.slot() == slot).findFirst();
    }

    /**
     * T of one set.
     *
     * @param slot 1 to 4; 0 for a T that no AS holds
     * @param suite of the length of the key
     * @param transportKey 16 or 32 bytes, not all zero
     * @param version 1 to 254
     */
    public record SetKey(int slot, Suite suite, byte[] transportKey, int version) {}

    /**
     * An AS card.
     *
     * @param id 4 bytes
     * @param label up to 16 ASCII characters
     * @param operatorPin 4 to 8 digits
     * @param adminPin 4 to 8 digits
     * @param custodianPin 4 to 8 digits
     * @param slots the T slots that it holds, ascending
     */
    public record AsCard(
            byte[] id,
            String label,
            char[] operatorPin,
            char[] adminPin,
            char[] custodianPin,
            List<Integer> slots,
            List<ApplicationKey> keys,
            LifeCycleState state) {
        public AsCard {
            slots = List.copyOf(slots);
            keys = List.copyOf(keys);
        }
    }

    /**
     * A key of an AS.
     *
     * @param ref REF1, 1 to 65535
     * @param label up to 16 ASCII characters
     * @param appId 0000 to FFFF
     * @param version 1 to 255
     * @param value 16 or 32 bytes, not all zero
     * @param diversify whether each EI gets its own
     * @param exports exports left, 0 to 4294967295; the highest means no limit
     * @param transport whether it is a transport key
     * @param barredSlots T slots under which it must not leave
     */
    public record ApplicationKey(
            int ref,
            String label,
            int appId,
            KeyType type,
            int version,
            byte[] value,
            boolean diversify,
            long exports,
            boolean transport,
            List<Integer> barredSlots) {
        public ApplicationKey {
            barredSlots = List.copyOf(barredSlots);
        }
    }

    /**
     * Modules that are alike but for their serial numbers, which count up.
     *
     * @param count 1 to 1,000
     * @param firstSerial SN of the first, 8 bytes unsigned
     */
    public record UnitGroup(int count, long firstSerial, SetKey set, List<Location> locations, LifeCycleState state) {
        public UnitGroup {
            locations = List.copyOf(locations);
        }
    }

    /**
     * A location of an EI.
     *
     * @param ref REF2, 1 to 65535
     * @param appId 0000 to FFFF
     * @param writeOnce whether a key in it stays for good
     * @param key what it holds from the start
     */
    public record Location(int ref, int appId, List<KeyType> types, boolean writeOnce, Optional<StoredKey> key) {
        public Location {
            types = List.copyOf(types);
        }
    }

    /** A key that is in a location from the start. */
    public record StoredKey(KeyType type, int version, byte[] value) {}

    /**
     * What commands cost in all, link included, in milliseconds; other commands cost their bytes on the link.
     *
     * @param baud bits per second of the link, 10 bits a byte; 0: other commands cost nothing
     */
    public record Timing(double initiate, double export, double load, int baud) {
        public static final Timing NONE = new Timing(0, 0, 0, 0);
    }

    /**
     * One thing that goes wrong.
     *
     * @param card number of the card, from 0, the AS cards first
     * @param command whose occurrence starts it, by its name without blanks
     * @param nth which occurrence on that card, from 1
     * @param times on how many occurrences in a row, from 1
     */
    public record Fault(int card, String command, int nth, int times, FaultAction action) {}

    /**
     * Blank GlobalPlatform cards that are alike, as their maker delivers them.
     *
     * @param count 0 to 1,033
     * @param keyVersion key version number of their one key set, 1 to 255
     * @param enc 16 or 32 bytes
     * @param mac as long
     * @param dek as long
     */
    public record Blanks(int count, int keyVersion, byte[] enc, byte[] mac, byte[] dek) {}
}
