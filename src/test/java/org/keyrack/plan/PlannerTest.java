package org.keyrack.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrack.plan.Units.as;
import static org.keyrack.plan.Units.ei;
import static org.keyrack.plan.Units.empty;
import static org.keyrack.plan.Units.holding;
import static org.keyrack.plan.Units.key;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.History;
import org.keyrack.journal.LoadedKey;
import org.keyrack.journal.OpenDownload;
import org.keyrack.journal.Refusal;
import org.keyrack.journal.Refusal.Kind;
import org.keyrack.plan.Profile.Load;
import org.keyrack.plan.Profile.OnOccupied;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.unit.AsUnit;
import org.keyrack.unit.EiUnit;

class PlannerTest {
    private static Profile load(OnOccupied onOccupied, Load... loads) {
        return new Profile("test", List.of(loads), false, onOccupied, 0, Bytes.zero(32));
    }

    private static Profile auto() {
        return new Profile("test", List.of(), true, OnOccupied.FAIL, 0, Bytes.zero(32));
    }

    private static Plan plan(AsUnit as, Profile profile, EiUnit... units) {
        return Planner.plan(List.of(as), List.of(units), List.of(), profile, History.NONE);
    }

    private static void assertRefused(Kind kind, Plan plan) {
        assertEquals(List.of(kind), plan.refusals().stream().map(Refusal::kind).toList());
    }

    @Test
    void everyUnitOfTheSetGetsTheKeysOfTheProfile() {
        Plan plan = plan(as(key(3, 2)), load(OnOccupied.FAIL, new Load(3, 5)), ei(1, empty(5)), ei(2, empty(5)));
        assertEquals(List.of(), plan.refusals());
        assertEquals(2, plan.unitsWithWork());
        assertEquals(2, plan.keys());
        assertEquals(1, plan.units().get(0).slot());
        assertFalse(plan.units().get(0).keys().get(0).replaces());
    }

    @Test
    void automaticMatchesByAppIdAndTypeAndTakesTheNewest() {
        Plan plan = plan(as(key(3, 2), key(4, 7), key(9, 0x0202, KeyType.AES_128, 9, 10)), auto(), ei(1, empty(5)));
        assertEquals(
                List.of(4),
                plan.units().get(0).keys().stream().map(PlannedKey::ref1).toList());
    }

    @Test
    void twoKeysThatFitEquallyWellAreNotChosenBetween() {
        assertRefused(Kind.AMBIGUOUS_KEY, plan(as(key(3, 2), key(4, 2)), auto(), ei(1, empty(5))));
    }

    @Test
    void aModuleOfAnotherSetIsRefusedAndTheOthersStay() {
        Plan plan = plan(
                as(key(3, 2)),
                load(OnOccupied.FAIL, new Load(3, 5)),
                ei(1, Units.OTHER_SET, empty(5)),
                ei(2, empty(5)));
        assertRefused(Kind.FOREIGN_SET, plan);
        assertEquals(1, plan.units().size());
        assertFalse(plan.blocked());
    }

    @Test
    void bothModulesThatSayTheSameSerialNumberAreRefused() {
        EiUnit one = ei(1, empty(5));
        EiUnit copy = new EiUnit("another reader", one.identity(), one.locations());
        Plan plan = plan(as(key(3, 2)), load(OnOccupied.FAIL, new Load(3, 5)), one, copy);
        assertEquals(
                List.of(Kind.DUPLICATE_SN, Kind.DUPLICATE_SN),
                plan.refusals().stream().map(Refusal::kind).toList());
        assertEquals("another reader", plan.refusals().get(0).detail());
    }

    @Test
    void aKeyThatTheAsLacksRefusesTheWholePlan() {
        Plan plan = plan(as(key(3, 2)), load(OnOccupied.FAIL, new Load(8, 5)), ei(1, empty(5)));
        assertRefused(Kind.NO_SUCH_KEY, plan);
        assertTrue(plan.blocked());
    }

    @Test
    void locationsAndTypesAreChecked() {
        assertRefused(
                Kind.NO_SUCH_LOCATION, plan(as(key(3, 2)), load(OnOccupied.FAIL, new Load(3, 6)), ei(1, empty(5))));
        assertRefused(
                Kind.WRONG_TYPE,
                plan(
                        as(key(3, 0x0101, KeyType.AES_256, 2, 10)),
                        load(OnOccupied.FAIL, new Load(3, 5)),
                        ei(1, empty(5))));
    }

    @Test
    void occupiedLocationsFollowTheProfile() {
        AsUnit as = as(key(3, 2));
        EiUnit unit = ei(1, holding(5, 1, false));
        assertRefused(Kind.OCCUPIED, plan(as, load(OnOccupied.FAIL, new Load(3, 5)), unit));
        assertEquals(0, plan(as, load(OnOccupied.SKIP, new Load(3, 5)), unit).keys());
        Plan replacing = plan(as, load(OnOccupied.REPLACE, new Load(3, 5)), unit);
        assertEquals(1, replacing.replacements());
        assertEquals(1, replacing.units().get(0).keys().get(0).replacesVersion());
    }

    @Test
    void neitherAnOlderVersionNorAWriteOnceLocationIsReplaced() {
        AsUnit as = as(key(3, 2));
        Profile replace = load(OnOccupied.REPLACE, new Load(3, 5));
        assertRefused(Kind.VERSION_NOT_NEWER, plan(as, replace, ei(1, holding(5, 2, false))));
        assertRefused(Kind.VERSION_NOT_NEWER, plan(as, replace, ei(1, holding(5, 3, false))));
        assertRefused(Kind.WRITE_ONCE, plan(as, replace, ei(1, holding(5, 1, true))));
    }

    @Test
    void whatTheLedgerProvesIsNotLoadedAgain() {
        SerialNumber sn = ei(1).sn();
        History history = new History() {
            @Override
            public List<OpenDownload> openDownloads(SerialNumber asked) {
                return List.of();
            }

            @Override
            public List<LoadedKey> loadedKeys(SerialNumber asked) {
                return List.of(new LoadedKey(new BatchId("bench", 1), Instant.EPOCH, sn, 3, 5, 2, Units.KEY_KCV));
            }
        };
        Plan plan = Planner.plan(
                List.of(as(key(3, 2))),
                List.of(ei(1, holding(5, 2, false))),
                List.of(),
                load(OnOccupied.FAIL, new Load(3, 5)),
                history);
        assertEquals(List.of(), plan.refusals());
        assertEquals(0, plan.keys());
        assertEquals(1, plan.units().size());
    }

    @Test
    void tooFewExportsRefuseTheWholePlan() {
        AsUnit as = as(key(3, 0x0101, KeyType.AES_128, 2, 1));
        Plan plan = plan(as, load(OnOccupied.FAIL, new Load(3, 5)), ei(1, empty(5)), ei(2, empty(5)));
        assertRefused(Kind.EXPORTS_TOO_FEW, plan);
        assertTrue(plan.blocked());
    }

    @Test
    void severalAsCardsAddUpTheirExports() {
        AsUnit as = as(key(3, 0x0101, KeyType.AES_128, 2, 1));
        Plan plan = Planner.plan(
                List.of(as, as),
                List.of(ei(1, empty(5)), ei(2, empty(5))),
                List.of(),
                load(OnOccupied.FAIL, new Load(3, 5)),
                History.NONE);
        assertEquals(List.of(), plan.refusals());
    }

    @Test
    void aKeyBarredForTheSlotIsRefused() {
        KeyDirectoryEntry barred =
                new KeyDirectoryEntry(3, "key", 0x0101, KeyType.AES_128, 2, false, false, Set.of(1), Units.KEY_KCV, 10);
        assertRefused(Kind.KEY_BARRED, plan(as(barred), load(OnOccupied.FAIL, new Load(3, 5)), ei(1, empty(5))));
    }

    @Test
    void aTransportKeyMustBeInASlotAndGoesLast() {
        Kcv unknown = new Kcv(Bytes.ofHex("123456"));
        Profile both = load(OnOccupied.FAIL, new Load(7, 0), new Load(3, 5));
        assertRefused(
                Kind.TRANSPORT_KEY_IN_NO_SLOT,
                plan(as(key(3, 2), Units.transportKey(7, 2, unknown)), both, ei(1, empty(5))));
        assertRefused(
                Kind.TRANSPORT_KEY_MISPLACED,
                plan(as(key(3, 2)), load(OnOccupied.FAIL, new Load(3, 0)), ei(1, empty(5))));
    }

    @Test
    void anAes256KeyUnderSuite01IsAllowedWithAWarning() {
        LocationEntry location = new LocationEntry(
                5, 0x0101, Set.of(KeyType.AES_256), false, false, java.util.Optional.empty(), 0, Kcv.NONE);
        Plan plan = plan(
                as(key(3, 0x0101, KeyType.AES_256, 2, 10)), load(OnOccupied.FAIL, new Load(3, 5)), ei(1, location));
        assertEquals(1, plan.keys());
        assertEquals(
                Plan.Warning.Kind.STRONGER_KEY_THAN_SUITE,
                plan.warnings().get(0).kind());
    }

    @Test
    void anAsThatIsNotOperationalAndAnEmptyRackAreNamed() {
        Profile profile = load(OnOccupied.FAIL, new Load(3, 5));
        assertRefused(Kind.AS_NOT_OPERATIONAL, plan(as(LifeCycleState.LOADING, key(3, 2)), profile, ei(1, empty(5))));
        assertRefused(Kind.NO_UNITS, plan(as(key(3, 2)), profile));
        assertRefused(Kind.NO_AS, Planner.plan(List.of(), List.of(ei(1)), List.of(), profile, History.NONE));
    }
}
