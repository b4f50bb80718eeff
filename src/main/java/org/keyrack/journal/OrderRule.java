package org.keyrack.journal;

/** What of an order a module does not keep to. Each has a sentence in {@code i18n/cause}, {@code order.RULE}. */
public enum OrderRule {
    /** Its SN is none of the order. */
    SERIAL("its SN is none of the order"),
    /** Every place of the order is taken. */
    QUANTITY("every module that the order has room for is loaded or in work"),
    /** Every place that is left is being taken or given back by another bench at this moment. */
    PLACE_IN_FLIGHT("another bench takes or gives back the last place at this moment"),
    /** The last day has passed, before its work or in the middle of it. */
    DATE("its last day has passed"),
    /** The order is closed. */
    CLOSED("it is closed"),
    /** REF1 and REF2 are none of its downloads. */
    DOWNLOAD("it orders another download"),
    /** The ledger's lines of the order are not those that a trusted supervisor signed. */
    UNPROVEN("what the ledger has of it was not signed by a trusted supervisor");

    private final String words;

    OrderRule(String words) {
        this.words = words;
    }

    /** A clause in English, as the ledger keeps it. */
    String words() {
        return words;
    }

    /** The cause that a module is refused for. */
    public CauseId cause() {
        return new CauseId(CauseId.ORDER + name());
    }
}
