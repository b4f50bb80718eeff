package org.keyrack.card;

/**
 * The parameter "i" of SCP03: what a card can (Amendment D v1.2, Table 5-1).
 *
 * @param i 00 to FF
 */
public record Scp03Option(int i) {
    private static final int S16 = 0x01;
    private static final int PSEUDO_RANDOM = 0x10;
    private static final int ANSWER_MAC = 0x20;
    private static final int ANSWER_ENCRYPTION = 0x60;
    private static final int KNOWN = S16 | PSEUDO_RANDOM | ANSWER_ENCRYPTION;

    /** Whether a card says nothing that Amendment D does not know. */
    public boolean isKnown() {
        return (i & ~KNOWN) == 0;
    }

    /** Bytes of challenges, cryptograms and MACs: 8, or 16 in S16 mode. */
    public int length() {
        return (i & S16) == 0 ? 8 : 16;
    }

    /** Whether the card's challenge comes from a counter, which its answer then carries. */
    public boolean pseudoRandom() {
        return (i & PSEUDO_RANDOM) != 0;
    }

    public boolean supports(SecurityLevel level) {
        int wanted = level.encryptsAnswers() ? ANSWER_ENCRYPTION : level.authenticatesAnswers() ? ANSWER_MAC : 0;
        return (i & wanted) == wanted;
    }

    /** The highest level that the card can: ALL, or what is left without protection of its answers. */
    public SecurityLevel highest() {
        return supports(SecurityLevel.ALL)
                ? SecurityLevel.ALL
                : supports(SecurityLevel.MAC_BOTH_WAYS_ENCRYPTION)
                        ? SecurityLevel.MAC_BOTH_WAYS_ENCRYPTION
                        : SecurityLevel.MAC_ENCRYPTION;
    }
}
