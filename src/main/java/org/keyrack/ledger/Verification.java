package org.keyrack.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keyrack.journal.ChainName;
import org.keyrack.language.Wording;

/**
 * What a verification found.
 *
 * @param events events read
 * @param findings everything that is not as it was written; empty when all is well. At most {@link #LIMIT} are kept
 * @param notices what is no fault and yet to be known; at most {@link #LIMIT}
 * @param vouched up to where the chains are vouched for by heads kept outside: before the chain's first finding, by a key
 *     that is believed; empty without heads
 * @param keys the keys that sign the chains' heads
 * @param ends where each chain ends now: this is what somebody vouches for by writing it down or keeping it
 */
public record Verification(
        long events,
        List<Finding> findings,
        List<Finding> notices,
        List<Head> vouched,
        List<SigningKey> keys,
        List<Head> ends) {
    /** After so many findings the rest is not listed. */
    public static final int LIMIT = 100;

    public Verification {
        findings = List.copyOf(findings);
        notices = List.copyOf(notices);
        vouched = List.copyOf(vouched);
        keys = List.copyOf(keys);
        ends = List.copyOf(ends);
    }

    /** Nothing was found. */
    public boolean sound() {
        return findings.isEmpty();
    }

    /**
     * A key that a chain names.
     *
     * @param chain the chain
     * @param from number of the event that brings it
     * @param fingerprint SHA-256 of the public key in X.509 form, 64 hexadecimal digits: what
     *     {@code base64 -d bench.key.pub | sha256sum} prints
     * @param proven whether it is the key that was given from outside, or one that this key led to by signed changes
     */
    public record SigningKey(ChainName chain, long from, String fingerprint, boolean proven) {}

    /**
     * One thing that is not as it was written, or to be known.
     *
     * @param chain the chain; empty when the database itself is damaged
     * @param seq number of the event, 0 when it is about the whole chain
     * @param what what it is
     * @param details what its sentence names
     */
    public record Finding(Optional<ChainName> chain, long seq, What what, List<String> details) {
        public Finding {
            details = List.copyOf(details);
        }

        /** What sort of thing it is. */
        public Kind kind() {
            return what.kind;
        }

        /** The English sentence, without its full stop. */
        public String text() {
            return text(Locale.ROOT);
        }

        /** The sentence in a language, without its full stop. */
        public String text(Locale locale) {
            Wording texts = Wording.of("evidence", locale);
            List<String> named = new ArrayList<>(List.of(String.valueOf(seq)));
            named.addAll(details);
            String sentence = texts.say("finding." + what, named.toArray());
            return chain.map(where -> texts.say("finding.ofChain", where.name(), sentence))
                    .orElse(sentence);
        }

        /** Sorts of findings. */
        public enum Kind {
            /** The database file is damaged. */
            DAMAGED,
            /** An event is no ledger line or does not belong where it is. */
            CHANGED,
            /** Events are missing inside of a chain. */
            MISSING,
            /** The end of a chain is missing: it was cut off, or this is an older copy. */
            TRUNCATED,
            /** A head's event is another one than was signed. */
            REWRITTEN,
            /** A head is not signed by the bench's key. */
            BAD_SIGNATURE,
            /** The bench's key changed, and the old one did not sign it. */
            KEY,
            /** More modules hold keys of an order than it has room for. */
            ORDER,
            /** No second person released what needs one. */
            RELEASE
        }

        /** Everything that is looked for; sentences name the event's number, and what is said here. */
        public enum What {
            /** The database's words. */
            DAMAGED(Kind.DAMAGED),
            /** The number of the export's line. */
            NO_TEXT(Kind.CHANGED),
            /** The number of the export's line, and what is wrong with it. */
            NO_LINE_OF_EXPORT(Kind.CHANGED),
            /** What is wrong with it. */
            NO_LINE(Kind.CHANGED),
            /** The first and the last that are missing. */
            EVENTS_MISSING(Kind.MISSING),
            /** The event before it. */
            OUT_OF_ORDER(Kind.CHANGED),
            /** The number and the chain that it says. */
            SAYS_OTHERWISE(Kind.CHANGED),
            BEGINS_NO_CHAIN(Kind.CHANGED),
            /** The event before it. */
            DOES_NOT_FOLLOW(Kind.CHANGED),
            NO_BEGINNING(Kind.CHANGED),
            SECOND_BEGINNING(Kind.CHANGED),
            /** The format. */
            UNKNOWN_FORMAT(Kind.CHANGED),
            NO_TIME(Kind.CHANGED),
            NO_KEY(Kind.CHANGED),
            /** The event's type. */
            KEY_WHERE_NONE_BELONGS(Kind.CHANGED),
            KEY_NOT_SIGNED(Kind.KEY),
            KEY_NOTE_REFUSED(Kind.KEY),
            KEY_NOTE_OF_ANOTHER_CHAIN(Kind.KEY),
            KEY_NOTE_OF_OTHER_LINES(Kind.KEY),
            KEY_NOTE_OF_ANOTHER_KEY(Kind.KEY),
            /** A notice: an older program wrote no signature. */
            KEY_NOT_SIGNED_BY_OLDER_PROGRAM(Kind.KEY),
            CHAIN_MISSING(Kind.TRUNCATED),
            /** Where the chain ends. */
            CUT_OFF(Kind.TRUNCATED),
            /** The bench. */
            HEAD_NOT_SIGNED(Kind.BAD_SIGNATURE),
            HEAD_OF_OTHER_LINES(Kind.REWRITTEN),
            /** The bench. */
            CHECKPOINT_NOT_SIGNED(Kind.BAD_SIGNATURE),
            CHECKPOINT_OF_OTHER_LINES(Kind.REWRITTEN),
            /** The chain that it says it continues, and up to which event. */
            CONTINUES_OTHER_LINES(Kind.REWRITTEN),
            /** The order; how many modules, and how many it has room for. */
            ORDER_OVERRUN(Kind.ORDER),
            /** Who released it: the operator, or nobody who is a supervisor. */
            RELEASED_BY_NO_OTHER(Kind.RELEASE),
            /** The module. */
            LOADED_UNRELEASED(Kind.RELEASE),
            /** The AS. */
            TRIED_UNRELEASED(Kind.RELEASE);

            private final Kind kind;

            What(Kind kind) {
                this.kind = kind;
            }
        }
    }
}
