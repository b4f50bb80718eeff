package org.keyrack.reader.sim;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The card dropped the link; says when it, or another, is in the reader again. */
final class CardGone extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Duration> back;
    private final boolean another;

    private CardGone(String message, Optional<Duration> back, boolean another) {
        super(message);
        this.back = back;
        this.another = another;
    }

    static CardGone until(Duration back) {
        return new CardGone("The card dropped the link", Optional.of(back), false);
    }

    static CardGone pulled(Optional<Duration> back) {
        return new CardGone("The card was taken out", back, false);
    }

    static CardGone swapped() {
        return new CardGone("The card was swapped for another", Optional.of(Duration.ZERO), true);
    }

    /** After what time; empty: not by itself. */
    Optional<Duration> back() {
        return back;
    }

    /** Whether a fresh module comes instead. */
    boolean another() {
        return another;
    }
}
