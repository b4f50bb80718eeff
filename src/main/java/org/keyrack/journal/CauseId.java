package org.keyrack.journal;

import java.util.Set;
import org.keyrack.protocol.apdu.LinkFailure;

/**
 * Names a cause, the same in the ledger, in reports and for the sentence that explains it; failures with the same cause are
 * one group.
 *
 * @param id stable, for example {@code IMPORTKEY.6988.swapped} or {@code link.CARD_REMOVED}; empty in lines of a ledger that
 *     give none
 */
public record CauseId(String id) {
    /** The card in the reader is not the module that was planned. */
    public static final CauseId SWAPPED = new CauseId("unit.swapped");
    /** The module belongs to another set than when it was planned. */
    public static final CauseId ANOTHER_SET = new CauseId("unit.anotherSet");
    /** The module repeats its random number: its generator is stuck. */
    public static final CauseId RANDOM_REPEATED = new CauseId("unit.randomRepeated");
    /** The module says that it stored the key and its receipt does not match V: alarm. */
    public static final CauseId RECEIPT_MISMATCH = new CauseId("unit.receiptMismatch");
    /** Another batch has this module in work. */
    public static final CauseId CLAIMED = new CauseId("unit.claimed");
    /** The run was stopped before this key. */
    public static final CauseId STOPPED = new CauseId("run.stopped");
    /** The link to the AS broke: no answer came. */
    public static final CauseId AS_LOST = new CauseId("as.lost");
    /** An AS does not take the PIN. */
    public static final CauseId PIN = new CauseId("pin");
    /** A status word that the protocol does not know there. */
    public static final CauseId SW_UNEXPECTED = new CauseId("sw.unexpected");
    /** The program stopped before this key was exported. */
    public static final CauseId CRASH_INTENT = new CauseId("crash.intent");
    /** The program stopped while this key was on its way. */
    public static final CauseId CRASH_EXPORTED = new CauseId("crash.exported");
    /** The module was read again and does not hold the key. */
    public static final CauseId SETTLED_NOT_LOADED = new CauseId("settled.notLoaded");

    private static final String LINK = "link.";
    private static final String PROTOCOL = "protocol.";
    private static final String PROGRAM = "program.";
    private static final String REFUSAL = "refusal.";
    static final String ORDER = "order.";
    static final String RELEASE = "release.";
    private static final Set<CauseId> BEFORE_EXPORT = Set.of(STOPPED, CRASH_INTENT);

    /** A link that broke. */
    public static CauseId link(LinkFailure.Reason reason) {
        return new CauseId(LINK + reason);
    }

    /** An answer to a command that breaks the protocol. */
    public static CauseId protocol(String command) {
        return new CauseId(PROTOCOL + command);
    }

    /** A fault of this program. */
    public static CauseId program(Throwable fault) {
        return new CauseId(PROGRAM + fault.getClass().getSimpleName());
    }

    /** What a plan refuses. */
    public static CauseId refusal(Refusal.Kind kind) {
        return new CauseId(REFUSAL + kind);
    }

    /** Whether a link broke. */
    public boolean link() {
        return id.startsWith(LINK);
    }

    /** Whether this program failed. */
    public boolean program() {
        return id.startsWith(PROGRAM);
    }

    /** Whether the ledger refused the module when its work was to begin: nothing was written to it. */
    public boolean atStart() {
        return equals(CLAIMED) || id.startsWith(ORDER) || id.startsWith(RELEASE);
    }

    /** Whether a plan refused the module before its work began: nothing was written to it. */
    public boolean atPlanning() {
        return id.startsWith(REFUSAL);
    }

    /** Whether a plan refused the module for this reason. */
    public boolean is(Refusal.Kind kind) {
        return equals(refusal(kind));
    }

    /** Whether nothing was exported for the key, so that nobody has tried it. */
    boolean beforeExport() {
        return BEFORE_EXPORT.contains(this);
    }

    @Override
    public String toString() {
        return id;
    }
}
