package org.keyrack.prepare;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.yaml.Form;
import org.keyrack.yaml.Whole;

/** Plan files as they are written: each field by its own rule, what is absent null or 0. */
final class PlanText {
    private static final String NAME = "(?=.*\\S)[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]{1,80}";
    private static final String LABEL = "[ -~]{0,16}";
    private static final String APP_ID = "[0-9A-Fa-f]{4}";
    private static final String KCV = "[0-9A-Fa-f]{6}";
    private static final String SERIAL = "[0-9A-Fa-f]{16}";

    private PlanText() {}

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

    /** States that an AS may be left in. */
    enum StateWord {
        LOADING(LifeCycleState.LOADING),
        OPERATIONAL(LifeCycleState.OPERATIONAL);

        private final LifeCycleState state;

        StateWord(LifeCycleState state) {
            this.state = state;
        }

        LifeCycleState state() {
            return state;
        }
    }

    /** A plan for an AS. */
    record AsText(
            @JsonProperty(required = true) @Form(pattern = NAME, name = "name")
            String name,

            @JsonProperty(required = true) @Form(pattern = "[0-9A-Fa-f]{8}", name = "id")
            String id,

            @Form(pattern = LABEL, name = "label") String label,
            BackupText backup,
            @JsonProperty(required = true) List<TransportKeyText> transportKeys,
            List<KeyText> keys,
            boolean allow,
            Boolean sealedRecords,
            StateWord state) {}

    /** The KBK of an AS. */
    record BackupText(
            @JsonProperty(required = true) @Whole(least = 2, most = 5)
            int components,

            @JsonProperty(required = true) @Form(pattern = KCV, name = "kcv")
            String kcv) {}

    /** A T of an AS. */
    record TransportKeyText(
            @JsonProperty(required = true) @Whole(least = 1, most = 4)
            int slot,

            @JsonProperty(required = true) @Whole(least = 1, most = 254)
            int version,

            @Whole(least = 1, most = 2) Integer suite,
            @Whole(least = 2, most = 5) Integer components,
            @Form(pattern = KCV, name = "kcv") String kcv,
            @Whole(least = 1, most = 4) Integer follows,
            @Whole(least = 1, most = 65535) Integer ref,
            @Form(pattern = LABEL, name = "label") String label,
            @Whole(least = 1, most = 4294967294L) Long modules) {}

    /** A TA. */
    record KeyText(
            @JsonProperty(required = true) @Whole(least = 1, most = 65535)
            int ref,

            @Form(pattern = LABEL, name = "label") String label,
            @Form(pattern = APP_ID, name = "appId") String appId,
            @JsonProperty(required = true) TypeWord type,

            @JsonProperty(required = true) @Whole(least = 1, most = 255)
            int version,

            @Whole(least = 2, most = 5) Integer components,
            @Form(pattern = KCV, name = "kcv") String kcv,
            boolean diversify,
            @Whole(least = 0, most = 4294967294L) Long exports,
            boolean neverSealed,
            @Whole(least = 1, most = 4) List<Integer> barredSlots) {}

    /** A plan for modules. */
    record ModulesText(
            @JsonProperty(required = true) @Form(pattern = NAME, name = "name")
            String name,

            @JsonProperty(required = true) BootstrapText bootstrap,
            @JsonProperty(required = true) SerialsText serials,
            @JsonProperty(required = true) List<LocationText> locations) {}

    /** The T of a module. */
    record BootstrapText(
            @JsonProperty(required = true) @Whole(least = 1, most = 254)
            int version,

            @Whole(least = 1, most = 2) Integer suite,

            @JsonProperty(required = true) @Whole(least = 2, most = 5)
            int components,

            @JsonProperty(required = true) @Form(pattern = KCV, name = "kcv")
            String kcv) {}

    /** Where SNs come from: one of the three ways. */
    record SerialsText(
            @Form(pattern = SERIAL, name = "serial") List<String> list,
            @Form(pattern = SERIAL, name = "serial") String first,
            @Form(pattern = SERIAL, name = "serial") String last,

            @Form(pattern = "[0-9A-Fa-f]{1,15}", name = "prefix")
            String counter) {}

    /** A location. */
    record LocationText(
            @JsonProperty(required = true) @Whole(least = 1, most = 65535)
            int ref,

            @Form(pattern = APP_ID, name = "appId") String appId,
            @JsonProperty(required = true) List<TypeWord> types,
            boolean writeOnce) {}
}
