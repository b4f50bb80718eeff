package org.keyrack.journal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrack.journal.RunEvent.BatchEnded;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.journal.RunEvent.Exported;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.RunEvent.Outcome;
import org.keyrack.journal.RunEvent.UnitEnded;
import org.keyrack.journal.RunEvent.UnitNeedsNothing;
import org.keyrack.journal.RunEvent.UnitRefused;
import org.keyrack.journal.RunEvent.UnitSetAside;
import org.keyrack.journal.RunEvent.UnitStarted;
import org.keyrack.protocol.SerialNumber;

/** Counts the modules and keys of one batch from its events, as they become durable. Any thread may use it. */
public final class BatchTally {
    private final Map<String, ModuleTally> modules = new LinkedHashMap<>();
    private final Map<String, String> readers = new LinkedHashMap<>();
    private int unitsPlanned;
    private int keysPlanned;
    private boolean over;

    /** Takes in an event; those that say nothing of a module's class are passed over. */
    public synchronized void accept(RunEvent event) {
        if (event instanceof BatchStarted started) {
            unitsPlanned = started.units();
            keysPlanned = started.keys();
        } else if (event instanceof UnitRefused refused) {
            refused(refused);
        } else if (event instanceof UnitNeedsNothing complete) {
            module(complete.sn(), complete.reader()).needsNothing();
        } else if (event instanceof UnitSetAside aside) {
            module(aside.sn().map(SerialNumber::hex).orElse(unread(aside.reader())), aside.reader())
                    .setAside();
        } else if (event instanceof UnitStarted started) {
            module(started.sn(), started.reader()).started(started.keys());
        } else if (event instanceof Intent intent) {
            Download key = intent.download();
            module(key.sn(), key.reader()).intent(key.ref1(), key.ref2());
        } else if (event instanceof Exported exported) {
            Download key = exported.download();
            module(key.sn(), key.reader()).exported(key.ref1(), key.ref2());
        } else if (event instanceof Outcome outcome) {
            Download key = outcome.download();
            module(key.sn(), key.reader()).outcome(key.ref1(), key.ref2(), KeyClass.of(outcome.result()));
        } else if (event instanceof UnitEnded ended) {
            ended(ended);
        } else if (event instanceof BatchEnded) {
            over = true;
        }
    }

    private void ended(UnitEnded ended) {
        ModuleTally module = module(ended.sn(), ended.reader());
        if (ended.result()
                .failure()
                .filter(why -> why.cause().equals(CauseId.CLAIMED))
                .isPresent()) {
            module.claimed();
        } else {
            module.ended(ended.result().state());
        }
    }

    /** Two modules with one SN are two: that is why they are refused. */
    private void refused(UnitRefused refused) {
        String name = refused.refusal().sn().map(SerialNumber::hex).orElse(unread(refused.reader()));
        boolean twin = refused.refusal().kind() == Refusal.Kind.DUPLICATE_SN
                && readers.containsKey(name)
                && !readers.get(name).equals(refused.reader());
        if (twin) {
            modules.computeIfAbsent(name + " " + refused.reader(), each -> new ModuleTally())
                    .refused();
        } else {
            module(name, refused.reader()).refused();
        }
    }

    private ModuleTally module(SerialNumber sn, String reader) {
        return module(sn.hex(), reader);
    }

    private ModuleTally module(String name, String reader) {
        readers.putIfAbsent(name, reader);
        return modules.computeIfAbsent(name, each -> new ModuleTally());
    }

    /** A module that could not be read is known by its reader. */
    private static String unread(String reader) {
        return "in " + reader;
    }

    /** The class of what could not be read in a reader; empty when the batch has not named it. */
    public synchronized Optional<ModuleClass> unreadClass(String reader) {
        return Optional.ofNullable(modules.get(unread(reader))).map(module -> module.moduleClass(over));
    }

    /** The class of a module; empty when the batch has not named it. */
    public synchronized Optional<ModuleClass> moduleClass(SerialNumber sn) {
        return Optional.ofNullable(modules.get(sn.hex())).map(module -> module.moduleClass(over));
    }

    /** What came of the batch up to now. */
    public synchronized BatchCounts counts() {
        return BatchCounts.of(List.copyOf(modules.values()), over, unitsPlanned, keysPlanned);
    }

    /** The same as if the batch ended now. */
    public synchronized BatchCounts countsAtEnd() {
        return BatchCounts.of(List.copyOf(modules.values()), true, unitsPlanned, keysPlanned);
    }
}
