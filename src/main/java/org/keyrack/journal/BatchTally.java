package org.keyrack.journal;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/**
 * Counts the modules and keys of a batch from its events, as they become durable. The events of the batches that retry its
 * modules may follow: each module is then counted once, in the class that it came to last. Any thread may use it.
 */
public final class BatchTally {
    private final Map<String, ModuleTally> modules = new LinkedHashMap<>();
    private final Map<String, String> readers = new LinkedHashMap<>();
    /** Modules that the batch in work was to load and has named. */
    private final Set<String> named = new HashSet<>();
    /** Modules of an earlier batch that the next one loads again and has not begun: what they came to counts no more. */
    private final Set<String> awaited = new HashSet<>();

    private int keysNamed;
    private int unitsPlanned;
    private int keysPlanned;
    private boolean over;

    /** Takes in an event; those that say nothing of a module's class are passed over. */
    public synchronized void accept(RunEvent event) {
        if (event instanceof BatchStarted started) {
            unitsPlanned = started.units();
            keysPlanned = started.keys();
            named.clear();
            keysNamed = 0;
            over = false;
        } else if (event instanceof UnitRefused refused) {
            refused(refused);
        } else if (event instanceof UnitNeedsNothing complete) {
            module(complete.sn(), complete.reader()).needsNothing();
        } else if (event instanceof UnitSetAside aside) {
            module(aside.sn().map(SerialNumber::hex).orElse(unread(aside.reader())), aside.reader())
                    .setAside();
        } else if (event instanceof UnitStarted started) {
            if (named(started.sn())) {
                keysNamed += started.keys();
            }
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
        named(ended.sn());
        if (ended.result().failure().filter(why -> why.cause().atStart()).isPresent()) {
            module.claimed();
        } else {
            module.ended(ended.result().state());
        }
    }

    /** Whether it had not been named since the batch began. */
    private boolean named(SerialNumber sn) {
        awaited.remove(sn.hex());
        return named.add(sn.hex());
    }

    /** The next batch is to load these modules, some of them again. */
    public synchronized void again(Collection<SerialNumber> planned) {
        awaited.clear();
        planned.forEach(sn -> awaited.add(sn.hex()));
    }

    /** What could not be read in this reader is read again: what comes of it counts in its place. */
    public synchronized void readAgain(String reader) {
        modules.remove(unread(reader));
        readers.remove(unread(reader));
    }

    /** Reading a module again has told whether a key is in. */
    public synchronized void settled(SerialNumber sn, int ref1, int ref2, boolean loaded) {
        Optional.ofNullable(modules.get(sn.hex()))
                .ifPresent(module -> module.outcome(ref1, ref2, loaded ? KeyClass.LOADED : KeyClass.FAILED));
    }

    /** Planning a module again has shown that nothing is missing in it. */
    public synchronized void complete(SerialNumber sn) {
        Optional.ofNullable(modules.get(sn.hex())).ifPresent(ModuleTally::needsNothing);
    }

    /** The operator has put a module aside. */
    public synchronized void setAside(SerialNumber sn) {
        Optional.ofNullable(modules.get(sn.hex())).ifPresent(ModuleTally::setAside);
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

    /** The class of a module; empty when the batch has not named it. */
    public synchronized Optional<ModuleClass> moduleClass(SerialNumber sn) {
        return Optional.ofNullable(modules.get(sn.hex())).map(module -> module.moduleClass(over));
    }

    /** What came of the batch up to now. */
    public synchronized BatchCounts counts() {
        return counts(over);
    }

    /** The same as if the batch ended now. */
    public synchronized BatchCounts countsAtEnd() {
        return counts(true);
    }

    private BatchCounts counts(boolean atEnd) {
        List<ModuleTally> known = modules.entrySet().stream()
                .filter(module -> !awaited.contains(module.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        return BatchCounts.withRest(
                known, atEnd, Math.max(0, unitsPlanned - named.size()), Math.max(0, keysPlanned - keysNamed));
    }

    /** Keys that nothing more happens to in the batch: loaded, or of a module whose work is over. */
    public synchronized int keysOver() {
        return over
                ? counts(true).keys().planned()
                : modules.values().stream().mapToInt(ModuleTally::keysOver).sum();
    }
}
