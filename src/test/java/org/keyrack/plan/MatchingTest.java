package org.keyrack.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.keyrack.plan.Units.OTHER_SET;
import static org.keyrack.plan.Units.as;
import static org.keyrack.plan.Units.ei;
import static org.keyrack.plan.Units.empty;
import static org.keyrack.plan.Units.key;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.keyrack.Seeded;
import org.keyrack.journal.History;
import org.keyrack.plan.Profile.Load;
import org.keyrack.plan.Profile.OnOccupied;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.unit.AsUnit;
import org.keyrack.unit.EiUnit;

/** What is shown as chosen is what a plan without a choice of its own loads. */
class MatchingTest {
    private static final Profile AUTOMATIC =
            new Profile("test", List.of(), true, OnOccupied.REPLACE, 0, Bytes.zero(32));

    private static KeyDirectoryEntry randomKey(Random random, int ref1, int version) {
        KeyType type = random.nextBoolean() ? KeyType.AES_128 : KeyType.AES_256;
        return key(ref1, 0x0101 + random.nextInt(2), type, version, 1000);
    }

    private static EiUnit randomUnit(Random random, int number) {
        LocationEntry[] locations = IntStream.rangeClosed(1, 1 + random.nextInt(4))
                .mapToObj(ref2 -> new LocationEntry(
                        ref2,
                        0x0101 + random.nextInt(2),
                        random.nextBoolean() ? Set.of(KeyType.AES_128) : Set.of(KeyType.AES_128, KeyType.AES_256),
                        false,
                        false,
                        Optional.empty(),
                        0,
                        Kcv.NONE))
                .toArray(LocationEntry[]::new);
        return random.nextInt(4) == 0 ? ei(number, OTHER_SET, locations) : ei(number, locations);
    }

    private static List<Load> planned(AsUnit as, List<EiUnit> units) {
        return Planner.plan(List.of(as), units, List.of(), AUTOMATIC, History.NONE).units().stream()
                .flatMap(unit -> unit.keys().stream())
                .map(key -> new Load(key.ref1(), key.ref2()))
                .distinct()
                .sorted(Comparator.comparing(Load::ref2).thenComparing(Load::ref1))
                .toList();
    }

    private static List<Load> chosen(AsUnit as, List<EiUnit> units) {
        return new Matching(as).chosen(units);
    }

    @Test
    void theChosenPairsAreThoseOfThePlan() {
        Seeded.repeat(300, random -> {
            List<KeyDirectoryEntry> keys = new ArrayList<>();
            for (int i = 1; i <= 1 + random.nextInt(6); i++) {
                keys.add(randomKey(random, i, i));
            }
            AsUnit as = as(keys.toArray(KeyDirectoryEntry[]::new));
            List<EiUnit> units = IntStream.rangeClosed(1, 1 + random.nextInt(4))
                    .mapToObj(number -> randomUnit(random, number))
                    .toList();
            assertEquals(planned(as, units), chosen(as, units));
        });
    }

    @Test
    void ofTwoKeysThatFitEquallyWellNeitherIsChosen() {
        AsUnit as = as(key(3, 2), key(4, 2), key(5, 1));
        assertEquals(List.of(), chosen(as, List.of(ei(1, empty(5)))));
    }

    @Test
    void modulesWithOneLocationOfTwoApplicationsHaveTwoChosenKeysForIt() {
        AsUnit as = as(key(3, 0x0101, KeyType.AES_128, 1, 10), key(4, 0x0102, KeyType.AES_128, 1, 10));
        LocationEntry other =
                new LocationEntry(5, 0x0102, Set.of(KeyType.AES_128), false, false, Optional.empty(), 0, Kcv.NONE);
        List<EiUnit> units = List.of(ei(1, empty(5)), ei(2, other));
        assertEquals(List.of(new Load(3, 5), new Load(4, 5)), chosen(as, units));
        assertEquals(planned(as, units), chosen(as, units));
    }
}
