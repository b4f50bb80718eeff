package org.keyrack.app;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.keyrack.journal.AuditCounts;
import org.keyrack.journal.AuditEvent.AuditEnded;
import org.keyrack.journal.AuditEvent.ReceiptsAudited;
import org.keyrack.journal.AuditedReceipt;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.DurableEvent;
import org.keyrack.journal.HeldTransportKey;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.ledger.KeptReceipt;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.StatusWordFailure;
import org.keyrack.protocol.command.VerifyReceipt;
import org.keyrack.world.World;

/**
 * Asks an AS whether receipts of the ledger are genuine, and writes down what it says: module by module, so that an audit that
 * broke off is gone on with by doing it again. Blocks; not for the JavaFX thread.
 */
public final class Audit {
    /** Modules that are looked up at once. */
    private static final int PAGE = 200;

    private static final int NOT_GENUINE = 0x6300;
    private static final int NO_SUCH_KEY = 0x6A88;

    private final AsHandle as;
    private final OpenLedger ledger;
    private final String operator;
    private final boolean again;
    private final World world;

    /**
     * An audit.
     *
     * @param as whose PIN is verified
     * @param operator who does it, for the ledger
     * @param again whether receipts that an earlier audit has confirmed are asked about as well
     */
    public Audit(AsHandle as, OpenLedger ledger, String operator, boolean again) {
        this.as = as;
        this.ledger = ledger;
        this.operator = operator;
        this.again = again;
        this.world = World.real();
    }

    /**
     * Which receipts are meant: those of a batch, of a module, or of the whole ledger when both are empty.
     *
     * @param batch only receipts of keys that this batch has exported
     */
    public record Scope(Optional<BatchId> batch, Optional<SerialNumber> module) {
        /** The whole ledger. */
        public static final Scope ALL = new Scope(Optional.empty(), Optional.empty());
    }

    /** Hears of what an audit finds, once it is durable. */
    public interface Listener {
        /** The AS refuses a receipt: an alarm. */
        void refused(KeptReceipt receipt);

        /** A module is done, and how it stands altogether. */
        void module(AuditCounts soFar);

        /** Asked before each module: whether the AS is to be asked about it. What is left is told at the end. */
        default boolean goesOn() {
            return true;
        }
    }

    /**
     * What came of it.
     *
     * @param missing the T that the AS does not hold, and how many receipts are under each
     * @param left how many receipts of a module were not asked about because the audit was stopped
     */
    public record Result(
            AuditCounts counts, Map<HeldTransportKey, Integer> missing, SortedMap<SerialNumber, Integer> left) {
        public Result {
            missing = Map.copyOf(missing);
            left = Collections.unmodifiableSortedMap(left);
        }

        /** Whether there is no receipt at all. */
        public boolean empty() {
            return counts.all() == 0;
        }

        /** Whether the AS can be asked about none, because it holds none of their T. */
        public boolean onlyMissing() {
            return counts.genuine() == 0 && counts.before() == 0;
        }
    }

    /** What a receipt's group has in common: the line of the ledger tells of one group. */
    private record Group(BatchId batch, HeldTransportKey t) {}

    /**
     * Looks what an audit would ask about; asks nothing and writes nothing.
     *
     * @return as genuine, those that would be asked about
     */
    public static Result preview(AsHandle as, ReportSource records, Scope scope, boolean again) {
        Sum sum = new Sum();
        forEachModule(records, scope, sn -> {
            for (List<KeptReceipt> group : groups(records, scope, sn).values()) {
                if (slots(as, group.get(0)).isEmpty()) {
                    sum.missing(group);
                } else {
                    sum.add(settled(group, again) ? new AuditCounts(0, 0, 0, group.size()) : genuine(group.size()));
                }
            }
        });
        return sum.result();
    }

    /**
     * Asks about every receipt that is meant.
     *
     * @throws CardFailure when the AS is gone or its PIN is not verified: what was found until then is in the ledger
     * @throws JournalUnavailable when the ledger cannot write
     */
    public Result run(Scope scope, Listener listener) throws CardFailure, JournalUnavailable {
        Sum sum = new Sum();
        Audit.<CardFailure, JournalUnavailable>forEachModule(ledger.records(), scope, sn -> {
            module(scope, sn, sum, listener, listener.goesOn());
            listener.module(sum.counts);
        });
        commit(List.of(new AuditEnded(world.now(), as.unit().identity().asId(), operator, sum.counts)));
        return sum.result();
    }

    private void module(Scope scope, SerialNumber sn, Sum sum, Listener listener, boolean asks)
            throws CardFailure, JournalUnavailable {
        for (Map.Entry<Group, List<KeptReceipt>> group :
                groups(ledger.records(), scope, sn).entrySet()) {
            List<KeptReceipt> receipts = group.getValue();
            List<TransportKeySlot> slots = slots(as, receipts.get(0));
            if (slots.isEmpty()) {
                sum.missing(receipts);
            } else if (settled(receipts, again)) {
                sum.add(new AuditCounts(0, 0, 0, receipts.size()));
            } else if (!asks) {
                sum.left(sn, receipts.size());
            } else {
                ask(group.getKey(), receipts, slots, sum, listener);
            }
        }
    }

    /** All of a group, so that one line, and the certificate made of it, tells the whole of it. */
    private void ask(Group group, List<KeptReceipt> receipts, List<TransportKeySlot> slots, Sum sum, Listener listener)
            throws CardFailure, JournalUnavailable {
        List<AuditedReceipt> found = new ArrayList<>();
        List<KeptReceipt> refused = new ArrayList<>();
        for (KeptReceipt receipt : receipts) {
            boolean genuine = receipt.fitsHeader() && confirmed(receipt, slots);
            found.add(new AuditedReceipt(
                    receipt.ref1(), receipt.ref2(), receipt.keyVersion(), receipt.kcv(), receipt.receipt(), genuine));
            if (!genuine) {
                refused.add(receipt);
            }
        }
        commit(List.of(new ReceiptsAudited(
                world.now(),
                receipts.get(0).sn(),
                group.batch(),
                as.unit().identity().asId(),
                as.unit().kind(),
                group.t().version(),
                group.t().kcv(),
                operator,
                found)));
        sum.add(new AuditCounts(receipts.size() - refused.size(), refused.size(), 0, 0));
        refused.forEach(listener::refused);
    }

    private boolean confirmed(KeptReceipt receipt, List<TransportKeySlot> slots) throws CardFailure {
        for (TransportKeySlot slot : slots) {
            try {
                as.session()
                        .verifyReceipt(new VerifyReceipt(
                                slot.suite(),
                                slot.slot(),
                                receipt.sn(),
                                receipt.r(),
                                receipt.header(),
                                receipt.sas(),
                                receipt.receipt()));
                return true;
            } catch (StatusWordFailure answer) {
                if (answer.sw() != NOT_GENUINE && answer.sw() != NO_SUCH_KEY) {
                    throw answer;
                }
            }
        }
        return false;
    }

    /** The slots with the T of a receipt. A KCV of three bytes may name two T: then either may confirm it. */
    private static List<TransportKeySlot> slots(AsHandle as, KeptReceipt receipt) {
        return as.unit().identity().slots().stream()
                .filter(slot -> slot.suite() == receipt.header().suite()
                        && slot.tVersion() == receipt.header().tVersion()
                        && slot.kcv().equals(receipt.tKcv()))
                .toList();
    }

    private static boolean settled(Collection<KeptReceipt> group, boolean again) {
        return !again && group.stream().allMatch(KeptReceipt::confirmed);
    }

    private static AuditCounts genuine(int receipts) {
        return new AuditCounts(receipts, 0, 0, 0);
    }

    private static Map<Group, List<KeptReceipt>> groups(ReportSource records, Scope scope, SerialNumber sn) {
        Map<Group, List<KeptReceipt>> groups = new LinkedHashMap<>();
        for (KeptReceipt receipt : records.receipts(sn)) {
            if (scope.batch().filter(batch -> !batch.equals(receipt.batch())).isEmpty()) {
                groups.computeIfAbsent(new Group(receipt.batch(), t(receipt)), group -> new ArrayList<>())
                        .add(receipt);
            }
        }
        return groups;
    }

    private static HeldTransportKey t(KeptReceipt receipt) {
        return new HeldTransportKey(receipt.header().tVersion(), receipt.tKcv());
    }

    /** What is done with one module. */
    private interface Step<E1 extends Exception, E2 extends Exception> {
        void take(SerialNumber sn) throws E1, E2;
    }

    private static <E1 extends Exception, E2 extends Exception> void forEachModule(
            ReportSource records, Scope scope, Step<E1, E2> step) throws E1, E2 {
        if (scope.module().isPresent()) {
            step.take(scope.module().get());
            return;
        }
        if (scope.batch().isPresent()) {
            for (SerialNumber sn : modules(records, scope.batch().get())) {
                step.take(sn);
            }
            return;
        }
        Optional<SerialNumber> after = Optional.empty();
        for (List<SerialNumber> page = records.modulesAfter(after, PAGE);
                !page.isEmpty();
                page = records.modulesAfter(after, PAGE)) {
            for (SerialNumber sn : page) {
                step.take(sn);
            }
            after = Optional.of(page.get(page.size() - 1));
        }
    }

    /** Each once: two modules with one SN are two rows of a batch. */
    private static Collection<SerialNumber> modules(ReportSource records, BatchId batch) {
        Collection<SerialNumber> modules = new TreeSet<>();
        records.batch(batch)
                .ifPresent(
                        facts -> facts.batch().units().forEach(unit -> unit.sn().ifPresent(modules::add)));
        return modules;
    }

    private void commit(List<? extends DurableEvent> events) throws JournalUnavailable {
        try {
            ledger.commit(events);
        } catch (ClaimRefused impossible) {
            throw new IllegalStateException("An audit needs no claim", impossible);
        }
    }

    /** What has been found so far. */
    private static final class Sum {
        private final Map<HeldTransportKey, Integer> missing = new LinkedHashMap<>();
        private final SortedMap<SerialNumber, Integer> left = new TreeMap<>();
        private AuditCounts counts = AuditCounts.NONE;

        void add(AuditCounts more) {
            counts = counts.plus(more);
        }

        void missing(List<KeptReceipt> receipts) {
            missing.merge(t(receipts.get(0)), receipts.size(), Integer::sum);
            add(new AuditCounts(0, 0, receipts.size(), 0));
        }

        void left(SerialNumber sn, int receipts) {
            left.merge(sn, receipts, Integer::sum);
            add(new AuditCounts(0, 0, receipts, 0));
        }

        Result result() {
            return new Result(counts, missing, left);
        }
    }
}
