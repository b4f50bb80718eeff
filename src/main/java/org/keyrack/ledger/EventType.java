package org.keyrack.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a line tells, as its field {@code type} has it: the name in lower case with hyphens. */
enum EventType {
    GENESIS,
    BENCH_KEY,
    LINES_UNSIGNED,
    FORK_SEEN,
    CHAIN_ACCEPTED,
    BATCH_STARTED,
    BATCH_ENDED,
    BATCH_INTERRUPTED,
    OPERATOR_CHANGED,
    MODULES_EXPECTED,
    UNIT_STARTED,
    UNIT_ENDED,
    UNIT_SETTLED,
    UNIT_REFUSED,
    UNIT_NEEDS_NOTHING,
    UNIT_SET_ASIDE,
    INTENT,
    EXPORTED,
    OUTCOME,
    CLAIM_REFUSED,
    CLAIM_TAKEN,
    PREPARATION_STARTED,
    SERIAL_GIVEN,
    STEP_STARTED,
    STEP_ENDED,
    AUDITED,
    AUDIT_ENDED,
    AS_ACTED,
    AS_DIFFERED,
    LETTERS_PRINTED,
    LETTER_SPLIT,
    LETTER_RESTORED,
    CEREMONY_STARTED,
    CEREMONY_ACTED,
    CEREMONY_ENDED,
    CARD_ENDED,
    PREPARATION_ENDED,
    ORDER_OPENED,
    ORDER_PART,
    ORDER_REFUSED,
    ORDER_CLOSED,
    SUPERVISOR_KEY,
    ORDERS_REQUIRED,
    PERSON,
    SIGN_IN,
    SIGN_IN_FAILED,
    RECOVERY_ACKNOWLEDGED,
    RELEASE_REFUSED,
    LAST_PIN_TRY,
    /** What this program does not know: another one wrote it. */
    OTHER;

    private static final Map<String, EventType> BY_TEXT =
            Arrays.stream(values()).collect(Collectors.toMap(EventType::text, Function.identity()));

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    static EventType of(String text) {
        return BY_TEXT.getOrDefault(text, OTHER);
    }

    String text() {
        return text;
    }

    /** For a statement: a partial index serves a literal, and no parameter. */
    String sql() {
        return "'" + text + "'";
    }
}
