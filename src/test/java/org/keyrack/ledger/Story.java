package org.keyrack.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.keyrack.journal.AuditEvent.ReceiptsAudited;
import org.keyrack.journal.AuditedReceipt;
import org.keyrack.journal.BatchCounts;
import org.keyrack.journal.CauseId;
import org.keyrack.journal.Download;
import org.keyrack.journal.ExportsLeft;
import org.keyrack.journal.Failure;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.KeyCounts;
import org.keyrack.journal.KeyResult;
import org.keyrack.journal.LoadedKey;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.ModuleCounts;
import org.keyrack.journal.Refusal;
import org.keyrack.journal.RunEvent.BatchEnded;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.journal.RunEvent.Durable;
import org.keyrack.journal.RunEvent.EndReason;
import org.keyrack.journal.RunEvent.Exported;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.RunEvent.ModulesExpected;
import org.keyrack.journal.RunEvent.OperatorChanged;
import org.keyrack.journal.RunEvent.Outcome;
import org.keyrack.journal.RunEvent.UnitEnded;
import org.keyrack.journal.RunEvent.UnitNeedsNothing;
import org.keyrack.journal.RunEvent.UnitRefused;
import org.keyrack.journal.RunEvent.UnitSetAside;
import org.keyrack.journal.RunEvent.UnitStarted;
import org.keyrack.journal.UnitResult;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.ProtocolStep;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;

/** Events as a run would write them, made up from a seed. */
public final class Story {
    public static final Bytes AS_ID = Bytes.ofHex("00000001");
    public static final Kcv SET = new Kcv(Bytes.ofHex("be7ed6"));

    private final Random random;
    private long ctr;

    public Story(long seed) {
        this.random = new Random(seed);
    }

    /** SN of the n-th module. */
    public static SerialNumber sn(long n) {
        return SerialNumber.parse(String.format("%016x", 0x0011223344550000L + n));
    }

    public BatchStarted batch(long number, int units, int keys) {
        return new BatchStarted(
                now(), number, "Gate readers", bytes(32), "Ada Operator", AS_ID, SET, units, keys, true);
    }

    /** A batch that loads an order. */
    BatchStarted batch(long number, int units, int keys, String order) {
        return new BatchStarted(
                now(),
                number,
                order,
                bytes(32),
                "Ada Operator",
                AS_ID,
                SET,
                units,
                keys,
                true,
                Optional.of(order),
                List.of());
    }

    /** A batch before which the AS were read; each module has as many keys as are told of it. */
    BatchStarted batch(long number, boolean simulated, List<ExportsLeft> read) {
        return new BatchStarted(
                now(),
                number,
                "Gate readers",
                bytes(32),
                "Ada Operator",
                AS_ID,
                SET,
                1,
                2,
                simulated,
                Optional.empty(),
                read);
    }

    /** A batch of a real bench. */
    BatchStarted real(long number, String operator) {
        return new BatchStarted(now(), number, "Gate readers", bytes(32), operator, AS_ID, SET, 1, 1, false);
    }

    public BatchEnded ended(long number, int done, int keys) {
        return new BatchEnded(now(), number, EndReason.FINISHED, counts(done, 0, 0, keys, 0, 0));
    }

    /** Counts without modules that were refused, stopped or put aside. */
    public static BatchCounts counts(int done, int failed, int unknown, int loaded, int notLoaded, int open) {
        return new BatchCounts(
                new ModuleCounts(
                        Map.of(ModuleClass.DONE, done, ModuleClass.FAILED, failed, ModuleClass.UNKNOWN, unknown)),
                new KeyCounts(Map.of(KeyClass.LOADED, loaded, KeyClass.FAILED, notLoaded, KeyClass.UNKNOWN, open)));
    }

    public UnitStarted unit(long n, int keys) {
        return new UnitStarted(now(), sn(n), reader(n), OptionalInt.empty(), keys, Optional.empty());
    }

    /** Planned on what was known to be loaded in it. */
    public UnitStarted unit(long n, int keys, List<LoadedKey> past) {
        return new UnitStarted(now(), sn(n), reader(n), OptionalInt.empty(), keys, Optional.of(past));
    }

    public ModulesExpected expects(long batch, List<SerialNumber> modules) {
        return new ModulesExpected(now(), batch, modules);
    }

    /** A module that the plan refused. */
    public UnitRefused refused(long batch, long n, Refusal.Kind kind, String detail) {
        Refusal refusal =
                new Refusal(kind, Optional.of(reader(n)), OptionalInt.empty(), Optional.of(sn(n)), 3, 5, detail);
        return new UnitRefused(now(), batch, refusal);
    }

    /** The same in another reader than the module's. */
    UnitRefused refused(long batch, long n, String reader, Refusal.Kind kind, String detail) {
        Refusal refusal = new Refusal(kind, Optional.of(reader), OptionalInt.empty(), Optional.of(sn(n)), 3, 5, detail);
        return new UnitRefused(now(), batch, refusal);
    }

    /** What could not be read in a reader. */
    public UnitRefused unread(long batch, String reader, OptionalInt shelf) {
        Refusal refusal = new Refusal(
                Refusal.Kind.CARD_FAULTY, Optional.of(reader), shelf, Optional.empty(), 0, 0, "GET DATA 6F00");
        return new UnitRefused(now(), batch, refusal);
    }

    public UnitNeedsNothing needsNothing(long batch, long n) {
        return new UnitNeedsNothing(now(), batch, sn(n), reader(n), OptionalInt.empty());
    }

    OperatorChanged takenOver(long batch, String operator) {
        return new OperatorChanged(now(), batch, operator);
    }

    public UnitSetAside setAside(long batch, long n) {
        return new UnitSetAside(now(), batch, Optional.of(sn(n)), reader(n), OptionalInt.empty(), "Bo Relief");
    }

    public UnitEnded unitEnded(long n, UnitResult.State state, int loaded, int planned) {
        return new UnitEnded(
                now(),
                sn(n),
                reader(n),
                new UnitResult(
                        state,
                        loaded,
                        planned,
                        state == UnitResult.State.DONE ? Optional.empty() : Optional.of(failure("link.HUNG"))));
    }

    /** A module of one key that failed. */
    public UnitEnded failed(long n, String cause) {
        return new UnitEnded(
                now(), sn(n), reader(n), new UnitResult(UnitResult.State.FAILED, 0, 1, Optional.of(failure(cause))));
    }

    public Download download(long n, int ref, int attempt) {
        return new Download(sn(n), reader(n), ref, ref + 2, attempt);
    }

    public Intent intent(Download download) {
        return new Intent(now(), download, bytes(16));
    }

    public Exported exported(Intent intent) {
        Download download = intent.download();
        Header header = new Header(
                Suite.AES_128, 1, false, false, download.ref1(), download.ref2(), 0x0101, KeyType.AES_128, 2, ++ctr);
        return new Exported(now(), download, AS_ID, AsKind.CARD, 1, SET, header, intent.r(), bytes(16), bytes(16));
    }

    public Outcome loaded(Intent intent) {
        return loaded(intent, false);
    }

    public Outcome loaded(Intent intent, boolean settled) {
        return new Outcome(
                now(),
                intent.download(),
                Optional.of(intent.r()),
                new KeyResult.Loaded(2, new Kcv(bytes(3)), bytes(16), settled));
    }

    public Outcome notLoaded(Intent intent, String cause) {
        return new Outcome(now(), intent.download(), Optional.of(intent.r()), new KeyResult.NotLoaded(failure(cause)));
    }

    public Outcome unknown(Intent intent) {
        return new Outcome(
                now(), intent.download(), Optional.of(intent.r()), new KeyResult.Unknown(failure("link.HUNG")));
    }

    /** What an AS said of a receipt. */
    public static ReceiptsAudited audited(KeptReceipt receipt, boolean genuine) {
        return new ReceiptsAudited(
                now(),
                receipt.sn(),
                receipt.batch(),
                AS_ID,
                AsKind.CARD,
                receipt.header().tVersion(),
                receipt.tKcv(),
                "Ada Operator",
                List.of(new AuditedReceipt(
                        receipt.ref1(),
                        receipt.ref2(),
                        receipt.keyVersion(),
                        receipt.kcv(),
                        receipt.receipt(),
                        genuine)));
    }

    /** Every event of a module whose keys are all loaded, in order; nothing of the batch around it. */
    public List<Durable> wholeUnit(long n, int keys) {
        List<Durable> events = new ArrayList<>();
        events.add(unit(n, keys));
        for (int key = 1; key <= keys; key++) {
            Intent intent = intent(download(n, key, 1));
            events.add(intent);
            events.add(exported(intent));
            events.add(loaded(intent));
        }
        events.add(unitEnded(n, UnitResult.State.DONE, keys, keys));
        return events;
    }

    private static Failure failure(String cause) {
        return new Failure(
                ProtocolStep.STORE,
                "IMPORTKEY",
                OptionalInt.of(0x6988),
                new CauseId(cause),
                List.of("80560100 > 6988"));
    }

    private Bytes bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    private static String reader(long n) {
        return "Virtual reader " + (n + 1);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
