package org.keyrack.journal;

/**
 * What an audit has found.
 *
 * @param genuine receipts that the AS has confirmed
 * @param notGenuine receipts that it refuses
 * @param notAsked receipts under a T that it does not hold, and those that were left when the audit was stopped
 * @param before receipts that an earlier audit found genuine, and that were not asked again
 */
public record AuditCounts(int genuine, int notGenuine, int notAsked, int before) {
    /** Of no receipt. */
    public static final AuditCounts NONE = new AuditCounts(0, 0, 0, 0);

    /** Both together. */
    public AuditCounts plus(AuditCounts more) {
        return new AuditCounts(
                genuine + more.genuine, notGenuine + more.notGenuine, notAsked + more.notAsked, before + more.before);
    }

    /** Receipts that were looked at. */
    public int all() {
        return genuine + notGenuine + notAsked + before;
    }

    /** Whether every receipt is known to be genuine. */
    public boolean sound() {
        return notGenuine == 0 && notAsked == 0;
    }
}
