package org.keyrack.app;

import java.util.ArrayList;
import java.util.List;
import org.keyrack.language.Wording;
import org.keyrack.ledger.KnownCounters;
import org.keyrack.protocol.answer.AsIdentity;

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
