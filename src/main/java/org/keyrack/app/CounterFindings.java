package org.keyrack.app;

import java.util.ArrayList;
import java.util.List;
import org.keyrack.journal.AsDiffered;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.Wording;
import org.keyrack.ledger.KnownCounters;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.world.World;

/**
 * What the counters of an AS tell against what the ledger knows of it. A finding to look into, no alarm: a download whose
 * answer was lost has spent an export, and another ledger may know more.
 *
 * @param known by the ledger
 * @param exports how many more the AS has made than the ledger knows; below 0: it shows fewer
 * @param acts how many more acts it shows than the ledger knows; below 0: fewer
 */
public record CounterFindings(KnownCounters known, long exports, long acts) {
    public static CounterFindings of(AsIdentity as, KnownCounters known) {
        return new CounterFindings(known, as.ctr() - known.ctr(), as.acts() - known.acts());
    }

    /** As they were when an AS was seen. */
    public static CounterFindings of(AsDiffered seen) {
        KnownCounters known = new KnownCounters(seen.knownCtr(), seen.knownActs());
        return new CounterFindings(known, seen.ctr() - seen.knownCtr(), seen.acts() - seen.knownActs());
    }

    /** The same of a card that began anew with the program, as virtual ones do: fewer than are known says nothing. */
    public CounterFindings ofNewCard() {
        return new CounterFindings(known, Math.max(0, exports), Math.max(0, acts));
    }

    /** Whether something is not as the ledger has it. */
    public boolean any() {
        return exports != 0 || acts != 0;
    }

    /**
     * Writes down that an AS was seen so, unless that is the last that was written of it.
     *
     * @param operator before whom it was seen
     */
    public void write(AsIdentity as, OpenLedger ledger, String operator) throws JournalUnavailable {
        AsDiffered seen =
                new AsDiffered(World.real().now(), as.asId(), as.ctr(), as.acts(), known.ctr(), known.acts(), operator);
        boolean told = ledger.records().differences().stream()
                .filter(before -> before.asId().equals(as.asId()))
                .findFirst()
                .filter(seen::isAs)
                .isPresent();
        if (told) {
            return;
        }
        try {
            ledger.commit(List.of(seen));
        } catch (ClaimRefused impossible) {
            throw new IllegalStateException("A sight of an AS needs no claim", impossible);
        }
    }

    /** A sentence for each counter that is not as the ledger has it; none when both are. */
    public List<String> sentences() {
        Wording words = Wording.of("input");
        List<String> sentences = new ArrayList<>();
        if (exports != 0) {
            sentences.add(
                    words.say(exports > 0 ? "counter.ctr.more" : "counter.ctr.less", Math.abs(exports), known.ctr()));
        }
        if (acts != 0) {
            sentences.add(
                    words.say(acts > 0 ? "counter.acts.more" : "counter.acts.less", Math.abs(acts), known.acts()));
        }
        return sentences;
    }
}
