package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.keyrack.Seeded;
import org.keyrack.journal.ClaimRefusal.OutsideOrder;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.OpenDownload;
import org.keyrack.journal.OrderRule;
import org.keyrack.journal.Refusal;
import org.keyrack.journal.RunEvent.Durable;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.RunEvent.UnitStarted;
import org.keyrack.journal.UnitResult;
import org.keyrack.order.OrderException;
import org.keyrack.order.OrderException.Cause;
import org.keyrack.order.SerialRange;

/** How every ledger holds to orders, whatever database it is in. */
abstract class OrderSuite extends CertificateSuite {
    private Ledger open() throws Exception {
        return Ledger.open(settings("bench-1"));
    }

    private Ledger withOrder(String number, int quantity) throws Exception {
        Ledger ledger = open();
        if (ledger.query().trustedKeys().none()) {
            OrderOffice.trust(ledger);
        }
        ledger.orders().open(OrderOffice.quantity(ledger, number, quantity));
        return ledger;
    }

    private static void commit(Ledger ledger, Durable... events) throws Exception {
        for (Durable event : events) {
            ledger.commit(List.of(event));
        }
    }

    private void whole(Ledger ledger, int n) throws Exception {
        commit(ledger, story.wholeUnit(n, 1).toArray(Durable[]::new));
    }

    private static void refused(OrderRule rule, Ledger ledger, Durable event) {
        ClaimRefused refused = assertThrows(ClaimRefused.class, () -> ledger.commit(List.of(event)));
        assertEquals(rule, ((OutsideOrder) refused.refusal()).rule(), refused.getMessage());
    }

    private static Cause refused(Executable act) {
        return assertThrows(OrderException.class, act::run).why();
    }

    private interface Executable {
        void run() throws Exception;
    }

    private static int used(Ledger ledger, String order) throws Exception {
        return ledger.query().order(order).used();
    }

    @Test
    void aPlaceIsTakenForAKeyThatIsInAndGivenBackWhenNoneIs() throws Exception {
        try (Ledger ledger = withOrder("1", 2)) {
            commit(ledger, story.batch(1, 4, 4, "1"));
            whole(ledger, 1);
            Intent intent = story.intent(story.download(2, 1, 1));
            commit(
                    ledger,
                    story.unit(2, 1),
                    intent,
                    story.exported(intent),
                    story.notLoaded(intent, "link.HUNG"),
                    story.unitEnded(2, UnitResult.State.FAILED, 0, 1));
            whole(ledger, 3);
            refused(OrderRule.QUANTITY, ledger, story.unit(4, 1));
            refused(OrderRule.QUANTITY, ledger, story.unit(2, 1));
            // Who has its place has it for further keys.
            commit(ledger, story.unit(1, 1, ledger.loadedKeys(Story.sn(1))));
            commit(ledger, story.unitEnded(1, UnitResult.State.STOPPED, 0, 1), story.ended(1, 2, 2));
            assertEquals(2, used(ledger, "1"));
            assertEquals(
                    ModuleClass.REFUSED, ledger.query().order("1").modules().get(Story.sn(4)));
        }
    }

    @Test
    void anUnknownKeepsItsPlaceUntilReadingTellsThatNothingIsIn() throws Exception {
        try (Ledger ledger = withOrder("1", 1)) {
            Intent intent = story.intent(story.download(1, 1, 1));
            commit(
                    ledger,
                    story.batch(1, 1, 1, "1"),
                    story.unit(1, 1),
                    intent,
                    story.exported(intent),
                    story.unknown(intent),
                    story.unitEnded(1, UnitResult.State.UNKNOWN, 0, 1),
                    story.ended(1, 0, 0));
            assertEquals(1, used(ledger, "1"));
            commit(ledger, story.batch(2, 1, 1, "1"));
            refused(OrderRule.QUANTITY, ledger, story.unit(2, 1));
            OpenDownload left = ledger.openDownloads(Story.sn(1)).get(0);
            assertTrue(ledger.settle(left, Optional.empty()));
            whole(ledger, 2);
            commit(ledger, story.ended(2, 1, 1));
            assertEquals(1, used(ledger, "1"));
            assertEquals(ModuleClass.FAILED, ledger.query().order("1").modules().get(Story.sn(1)));
        }
    }

    @Test
    void afterACrashOnlyWhatMayHoldAKeyKeepsItsPlace() throws Exception {
        try (Ledger ledger = withOrder("1", 3)) {
            Intent intent = story.intent(story.download(2, 1, 1));
            Intent exported = story.intent(story.download(3, 1, 1));
            commit(ledger, story.batch(1, 3, 3, "1"), story.unit(1, 1), story.unit(2, 1), intent, story.unit(3, 1));
            commit(ledger, exported, story.exported(exported));
            assertEquals(Cause.IN_WORK, refused(() -> ledger.orders().close("1", Optional.empty())));
        }
        try (Ledger ledger = open()) {
            assertEquals(2, free("1"));
            assertEquals(1, used(ledger, "1"));
            ledger.orders().close("1", Optional.empty());
            assertEquals(0, free("1"));
            assertEquals(1, ledger.query().order("1").used());
            assertEquals(2, ledger.query().order("1").missing());
        }
    }

    private long free(String number) throws Exception {
        Database database = Database.at(settings("bench-1").location());
        try (Handle handle = database.openReader()) {
            return OrderPlaces.free(handle, number);
        } finally {
            database.close();
        }
    }

    @Test
    void theLedgerItselfRefusesWhatTheOrderDoesNotAllow() throws Exception {
        try (Ledger ledger = withOrder("1", 5)) {
            commit(ledger, story.batch(1, 3, 3, "1"));
            refused(OrderRule.SERIAL, ledger, story.unit(10_000, 1));
            commit(ledger, story.unit(1, 1));
            refused(OrderRule.DOWNLOAD, ledger, story.intent(story.download(1, 5, 1)));
            commit(ledger, story.unitEnded(1, UnitResult.State.STOPPED, 0, 1));
            ledger.orders().close("1", Optional.empty());
            refused(OrderRule.CLOSED, ledger, story.unit(2, 1));
            commit(ledger, story.ended(1, 0, 0), story.batch(2, 1, 1, "nobody's"));
            refused(OrderRule.UNPROVEN, ledger, story.unit(2, 1));
            commit(ledger, story.ended(2, 0, 0));
            assertEquals(0, used(ledger, "1"));
        }
    }

    @Test
    void aClockThatIsSetBackLetsNoOrderLiveLonger() throws Exception {
        LocalDate yesterday = LocalDate.now(ZoneId.systemDefault()).minusDays(1);
        try (Ledger ledger = open()) {
            OrderOffice.trust(ledger);
            String modules = "{quantity: 3}";
            assertEquals(
                    Cause.EXPIRED,
                    refused(() -> ledger.orders().open(OrderOffice.order(ledger, "1", modules, yesterday.toString()))));
            LocalDate today = yesterday.plusDays(1);
            ledger.orders().open(OrderOffice.order(ledger, "2", modules, today.toString()));
            commit(ledger, story.batch(1, 1, 1, "2"), story.unit(1, 1));
            Instant tomorrow =
                    today.plusDays(1).atStartOfDay(ZoneId.systemDefault()).toInstant();
            UnitStarted late =
                    new UnitStarted(tomorrow, Story.sn(2), "Reader", OptionalInt.empty(), 1, Optional.empty());
            refused(OrderRule.DATE, ledger, late);
            refused(OrderRule.DATE, ledger, story.unit(3, 1));
        }
        try (Ledger ledger = open()) {
            commit(ledger, story.batch(2, 1, 1, "2"));
            refused(OrderRule.DATE, ledger, story.unit(3, 1));
            assertEquals(
                    Cause.EXPIRED,
                    refused(() ->
                            ledger.orders().open(OrderOffice.order(ledger, "3", "{quantity: 3}", today().toString()))));
        }
    }

    /** A batch that was paused over the last day goes on with the modules that it had in work. */
    @Test
    void noDownloadBeginsAfterTheLastDayThoughItsModuleIsInWork() throws Exception {
        Instant tomorrow =
                today().plusDays(1).atStartOfDay(ZoneId.systemDefault()).toInstant();
        try (Ledger ledger = open()) {
            OrderOffice.trust(ledger);
            ledger.orders().open(OrderOffice.order(ledger, "1", "{quantity: 3}", today().toString()));
            Intent first = story.intent(story.download(1, 1, 1));
            commit(ledger, story.batch(1, 1, 2, "1"), story.unit(1, 2), first, story.exported(first));
            commit(ledger, story.loaded(first));
            Intent second = story.intent(story.download(1, 2, 1));
            refused(OrderRule.DATE, ledger, new Intent(tomorrow, second.download(), second.r()));
            refused(OrderRule.DATE, ledger, second);
            commit(ledger, story.ended(1, 0, 1));
            assertEquals(1, used(ledger, "1"));
        }
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.systemDefault());
    }

    @Test
    void aLoginOfTheDatabaseCanMakeNoOrderOfItsOwn() throws Exception {
        try (Ledger ledger = withOrder("1", 2)) {
            commit(ledger, story.batch(1, 1, 1, "1"), story.unit(1, 1), story.ended(1, 0, 0));
        }
        Database database = Database.at(settings("bench-1").location());
        try (Handle handle = database.openWriter("bench-1")) {
            handle.execute("UPDATE order_state SET seq = seq - 1");
        } finally {
            database.close();
        }
        try (Ledger ledger = open()) {
            commit(ledger, story.batch(2, 1, 1, "1"));
            refused(OrderRule.UNPROVEN, ledger, story.unit(1, 1));
            assertEquals(Cause.CHANGED, refused(() -> ledger.query().order("1")));
        }
    }

    @Test
    void everyModuleIsInOneClassAndEveryMissingOneIsNamed() throws Exception {
        int rounds = Integer.getInteger("keyrack.orders.batches", 40);
        try (Ledger ledger = open()) {
            OrderOffice.trust(ledger);
            for (int round = 0; round < rounds; round++) {
                int seed = round;
                Seeded.once(seed, random -> seededOrder(ledger, "seed-" + seed, random));
            }
        }
    }

    /** Ten modules by name from a place of their own; each does something, some nothing. */
    private void seededOrder(Ledger ledger, String number, Random random) throws Exception {
        int first = Integer.parseInt(number.substring(5)) * 16;
        String range = Story.sn(first).hex() + "-" + Story.sn(first + 9).hex();
        ledger.orders().open(OrderOffice.order(ledger, number, "{serials: [\"" + range + "\"]}", "2999-12-31"));
        Set<Integer> seen = new HashSet<>();
        for (int batch = 0; batch < 2; batch++) {
            long id = ledger.nextBatch();
            commit(ledger, story.batch(id, 10, 10, number));
            for (int n = first; n < first + 12; n++) {
                if (random.nextInt(3) > 0 && one(ledger, id, n, random)) {
                    seen.add(n);
                }
            }
            commit(ledger, story.ended(id, 0, 0));
        }
        ledger.orders().close(number, Optional.empty());
        OrderView view = ledger.query().order(number);
        int sum = OrderView.CLASSES.stream()
                .mapToInt(each -> view.counts().of(each))
                .sum();
        assertEquals(seen.size(), sum);
        assertEquals(seen.size(), view.modules().size());
        long named = view.missingNamed().stream().mapToLong(SerialRange::size).sum();
        assertEquals(10 - seen.stream().filter(n -> n < first + 10).count(), named);
        assertEquals(named, view.missing());
        for (int n = first; n < first + 10; n++) {
            boolean missing = false;
            for (SerialRange each : view.missingNamed()) {
                missing |= each.contains(Story.sn(n));
            }
            assertEquals(!seen.contains(n), missing, "module " + n);
        }
        assertEquals(taken(number), view.used());
    }

    /** @return whether the batch has seen the module */
    private boolean one(Ledger ledger, long batch, int n, Random random) throws Exception {
        if (!ledger.openDownloads(Story.sn(n)).isEmpty()) {
            return false;
        }
        Intent intent = story.intent(story.download(n, 1, 1));
        switch (random.nextInt(7)) {
            case 0 -> commit(ledger, story.refused(batch, n, Refusal.Kind.OCCUPIED, "1"));
            case 1 -> commit(ledger, story.needsNothing(batch, n));
            case 2 -> commit(ledger, story.refused(batch, n, Refusal.Kind.OCCUPIED, "1"), story.setAside(batch, n));
            default -> {
                try {
                    commit(ledger, story.unit(n, 1, ledger.loadedKeys(Story.sn(n))));
                } catch (ClaimRefused stranger) {
                    return true;
                }
                switch (random.nextInt(4)) {
                    case 0 -> commit(ledger, story.unitEnded(n, UnitResult.State.STOPPED, 0, 1));
                    case 1 ->
                        commit(
                                ledger,
                                intent,
                                story.exported(intent),
                                story.unknown(intent),
                                story.unitEnded(n, UnitResult.State.UNKNOWN, 0, 1));
                    case 2 ->
                        commit(
                                ledger,
                                intent,
                                story.notLoaded(intent, "link.HUNG"),
                                story.unitEnded(n, UnitResult.State.FAILED, 0, 1));
                    default ->
                        commit(
                                ledger,
                                intent,
                                story.exported(intent),
                                story.loaded(intent),
                                story.unitEnded(n, UnitResult.State.DONE, 1, 1));
                }
            }
        }
        return true;
    }

    private long taken(String number) throws Exception {
        Database database = Database.at(settings("bench-1").location());
        try (Handle handle = database.openReader()) {
            return handle.createQuery("SELECT count(*) FROM order_place WHERE number = :order AND sn IS NOT NULL")
                    .bind("order", number)
                    .mapTo(long.class)
                    .one();
        } finally {
            database.close();
        }
    }
}
