package org.keyrack.reader.sim;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.reader.TransmissionProtocol;
import org.keyrack.yaml.Decimal;
import org.keyrack.yaml.Form;
import org.keyrack.yaml.Whole;

/**
 * A rack file as it is written (docs/rack-file.md): each field by its own rule, what is absent null or 0. {@link
 * RackFileMapper} checks what depends on more than one field.
 */
record RackText(
        SetText set,
        List<SetText> sets,

        @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<AsText> as,

        @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<UnitsText> units,

        TimingText timing,
        List<FaultText> faults,
        TransmissionProtocol protocol,
        @Whole(least = 1, most = 1033) Integer blank,
        BlankKeysText blankKeys,
        @Form(pattern = "[^\\u0000]{1,4096}", name = "file") String memory) {
    private static final String KEY = "[0-9A-Fa-f]{32}|[0-9A-Fa-f]{64}";
    private static final String LABEL = "[ -~]{0,16}";
    private static final String PIN = "[0-9]{4,8}";
    private static final String SERIAL = "[0-9A-Fa-f]{16}";
    private static final String APP_ID = "[0-9A-Fa-f]{4}";

    /** Types of keys by their words. */
    enum TypeWord {
        @JsonProperty("AES-128")
        AES_128(KeyType.AES_128),
        @JsonProperty("AES-256")
        AES_256(KeyType.AES_256);

        private final KeyType type;

        TypeWord(KeyType type) {
            this.type = type;
        }

        KeyType type() {
            return type;
        }
    }

    /** T of a set: of the only one, of one in a slot, of a foreign one. */
    record SetText(
            @Whole(least = 1, most = 4) Integer slot,
            @Whole(least = 1, most = 2) Integer suite,

            @JsonProperty(required = true) @Form(pattern = KEY, name = "key")
            byte[] transportKey,

            @JsonProperty(required = true) @Whole(least = 1, most = 255)
            int version) {}

    /** The key set of the blank cards. */
    record BlankKeysText(
            @Whole(least = 1, most = 255) Integer version,

            @JsonProperty(required = true) @Form(pattern = KEY, name = "key")
            byte[] enc,

            @JsonProperty(required = true) @Form(pattern = KEY, name = "key")
            byte[] mac,

            @JsonProperty(required = true) @Form(pattern = KEY, name = "key")
            byte[] dek) {}

    /** An AS card. */
    record AsText(
            @JsonProperty(required = true) @Form(pattern = "[0-9A-Fa-f]{8}", name = "id")
            byte[] id,

            @Form(pattern = LABEL, name = "label") String label,

            @JsonProperty(required = true) @Form(pattern = PIN, name = "pin")
            char[] operatorPin,

            @JsonProperty(required = true) @Form(pattern = PIN, name = "pin")
            char[] adminPin,

            @Form(pattern = PIN, name = "pin") char[] custodianPin,
            @Whole(least = 1, most = 4) List<Integer> slots,
            List<KeyText> keys,
            TransmissionProtocol protocol,
            LifeCycleState state) {}

    /** A key of an AS. */
    record KeyText(
            @JsonProperty(required = true) @Whole(least = 1, most = 65535)
            int ref,

            @Form(pattern = LABEL, name = "label") String label,
            @Form(pattern = APP_ID, name = "appId") String appId,
            @JsonProperty(required = true) TypeWord type,

            @JsonProperty(required = true) @Whole(least = 1, most = 255)
            int version,

            @JsonProperty(required = true) @Form(pattern = KEY, name = "key")
            byte[] value,

            boolean diversify,
            @Whole(least = 0, most = 4294967294L) Long exports,
            boolean transport,
            @Whole(least = 1, most = 4) List<Integer> barredSlots) {}

    /** A group of modules. */
    record UnitsText(
            @Whole(least = 1, most = 1000) Integer count,
            @Form(pattern = SERIAL, name = "serial") String firstSerial,
            @Form(pattern = SERIAL, name = "serial") String serial,
            boolean duplicateSerial,
            @Whole(least = 1, most = 4) Integer slot,
            SetText set,
            List<LocationText> locations,
            TransmissionProtocol protocol,
            LifeCycleState state) {}

    /** A location of an EI. */
    record LocationText(
            @JsonProperty(required = true) @Whole(least = 1, most = 65535)
            int ref,

            @Form(pattern = APP_ID, name = "appId") String appId,
            @JsonProperty(required = true) List<TypeWord> types,
            boolean writeOnce,
            StoredText key) {}

    /** A key that is in a location from the start. */
    record StoredText(
            @JsonProperty(required = true) TypeWord type,

            @JsonProperty(required = true) @Whole(least = 1, most = 255)
            int version,

            @JsonProperty(required = true) @Form(pattern = KEY, name = "key")
            byte[] value) {}

    /** What the cards cost, in milliseconds and bits per second. */
    record TimingText(
            @Decimal(least = 0, most = 60_000) double initiate,
            @Decimal(least = 0, most = 60_000) double export,

            @JsonProperty("import") @Decimal(least = 0, most = 60_000)
            double load,

            @Whole(least = 300, most = 10_000_000) int baud) {
        private static final int UNKNOWN = -1;

        @JsonCreator
        TimingText {}

        /** A word in the place of a map: only {@code none} is known. */
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static TimingText of(String word) {
            return new TimingText(0, 0, 0, word.equals("none") ? 0 : UNKNOWN);
        }

        boolean unknownWord() {
            return baud == UNKNOWN;
        }
    }

    /** What goes wrong. */
    enum ActionWord {
        @JsonProperty("answerLost")
        ANSWER_LOST("for"),
        @JsonProperty("commandLost")
        COMMAND_LOST("for"),
        @JsonProperty("hang")
        HANG("for"),
        @JsonProperty("wrongBytes")
        WRONG_BYTES,
        @JsonProperty("wrongLength")
        WRONG_LENGTH("length"),
        @JsonProperty("bareSuccess")
        BARE_SUCCESS,
        @JsonProperty("statusWord")
        STATUS_WORD("sw", "executed"),
        @JsonProperty("swap")
        SWAP,
        @JsonProperty("pull")
        PULL("for"),
        @JsonProperty("tear")
        TEAR("write", "for"),
        @JsonProperty("repeatRandom")
        REPEAT_RANDOM,
        @JsonProperty("flipBit")
        FLIP_BIT("bit"),
        @JsonProperty("flipAnswerBit")
        FLIP_ANSWER_BIT("bit");

        @SuppressWarnings("ImmutableEnumChecker") // List.of gives a list that nobody can change.
        private final List<String> fields;

        ActionWord(String... fields) {
            this.fields = List.of(fields);
        }

        /** What this fault may say besides; all else that is there is a mistake. */
        List<String> fields() {
            return fields;
        }

        /** What it must say. */
        List<String> needed() {
            return fields.stream()
                    .filter(field -> field.equals("sw") || field.equals("write") || field.equals("bit"))
                    .toList();
        }
    }

    /** One thing that goes wrong. */
    record FaultText(
            @Whole(least = 1, most = 1000) Integer unit,
            @Whole(least = 1, most = 1033) Integer as,
            @Whole(least = 1, most = 1033) Integer blank,

            @JsonProperty(required = true) @Form(pattern = "[A-Z]{4,24}", name = "command")
            String command,

            @Whole(least = 1, most = 1_000_000) Integer nth,
            @Whole(least = 1, most = 1_000_000) Integer times,
            @JsonProperty(value = "do", required = true) ActionWord action,

            @JsonProperty("for") @Whole(least = 0, most = 3_600_000)
            Integer milliseconds,

            @Form(pattern = "[0-9A-Fa-f]{4}", name = "statusWord")
            String sw,

            Boolean executed,
            @Whole(least = 0, most = 258) Integer length,
            @Whole(least = 1, most = 10_000) Integer write,
            @Whole(least = 0, most = 2047) Integer bit) {}
}
