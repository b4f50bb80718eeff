package org.keyrack.witness;

import java.util.Locale;
import java.util.Optional;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.evidence.NoteSignature;
import org.keyrack.language.Wording;

/**
 * What a witness answers.
 *
 * @param kind what it found
 * @param checkpoint what it was asked to cosign
 * @param kept what it had seen last of this chain, or of the one that was to be continued
 * @param cosignature empty when it does not cosign
 * @param from first of the lines that are lost; 0 when none are
 */
public record WitnessAnswer(
        Kind kind, Checkpoint checkpoint, Optional<KeptChain> kept, Optional<NoteSignature> cosignature, long from) {
    /** What a witness finds; each has a sentence in {@code i18n/evidence}. */
    public enum Kind {
        /** The first that it sees of a bench, taken on trust. */
        FIRST,
        /** The chain grew, or is as it was. */
        GROWN,
        /** A new chain of a known bench, in which nothing is lost. */
        CONTINUES,
        /** A supervisor has decided. */
        ACCEPTED,
        /** Another size was seen last than the request begins with. */
        STALE,
        /** The bench has a cosignature of more lines than are kept: the witness's folder is an older copy, or another's. */
        FORGOTTEN,
        /** The chain was never seen, and its first line is not in the request. */
        FIRST_LINE_WANTED,
        /** A new chain: its request does not begin with the size that was seen last of the old one. */
        CONTINUED_WANTED,
        /** Another chain of the bench goes on from this one. */
        ENDED,
        /** The chain forked before. */
        STOPPED,
        /** Fork: fewer lines than were seen. */
        SMALLER,
        /** Fork: as many lines as were seen, and others. */
        OTHER_ROOT,
        /** Fork: it did not grow from what was seen. */
        NOT_GROWN,
        /** A new chain: lines that were seen are lost. */
        LINES_LOST,
        /** A new chain: whether lines are lost is not proven. */
        UNPROVEN,
        /** A new chain: the old one is not what was seen. */
        REWRITTEN;

        /** Two histories of one chain. */
        public boolean isFork() {
            return this == SMALLER || this == OTHER_ROOT || this == NOT_GROWN;
        }

        /** A supervisor decides whether this chain is cosigned. */
        public boolean waits() {
            return isFork() || this == STOPPED || this == LINES_LOST || this == UNPROVEN || this == REWRITTEN;
        }

        /** The next request may begin with another size. */
        public boolean isAboutSize() {
            return this == STALE || this == FORGOTTEN || this == CONTINUED_WANTED;
        }
    }

    /** What the answer's file holds: the cosignature's line, or the size that was seen last; nothing when it is refused. */
    public String body() {
        if (cosignature.isPresent()) {
            return cosignature.get().line() + "\n";
        }
        return kind.isAboutSize() ? kept.map(KeptChain::size).orElse(0L) + "\n" : "";
    }

    /** The answer as a sentence in a language, with what to do. */
    public String sentence(Locale locale) {
        return Wording.of("evidence", locale)
                .say(
                        "witness." + kind,
                        checkpoint.origin().toString(),
                        String.valueOf(checkpoint.size()),
                        String.valueOf(kept.map(KeptChain::size).orElse(0L)),
                        kept.map(chain -> chain.seen().toString()).orElse(""),
                        KeptChain.bench(checkpoint.origin()),
                        String.valueOf(from),
                        kept.map(chain -> chain.origin().toString()).orElse(""));
    }
}
