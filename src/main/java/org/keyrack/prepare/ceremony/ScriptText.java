package org.keyrack.prepare.ceremony;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.keyrack.journal.CeremonyRole;
import org.keyrack.yaml.Form;
import org.keyrack.yaml.Whole;

/** Scripts as they are written: each field by its own rule, what is absent null. */
final class ScriptText {
    private static final String NAME = "(?=.*\\S)[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]{1,80}";

    private ScriptText() {}

    /** Roles by their words. */
    enum RoleWord {
        @JsonProperty("administrator")
        ADMINISTRATOR(CeremonyRole.ADMINISTRATOR),
        @JsonProperty("custodian")
        CUSTODIAN(CeremonyRole.CUSTODIAN),
        @JsonProperty("operator")
        OPERATOR(CeremonyRole.OPERATOR),
        @JsonProperty("holder")
        HOLDER(CeremonyRole.HOLDER),
        @JsonProperty("witness")
        WITNESS(CeremonyRole.WITNESS);

        private final CeremonyRole role;

        RoleWord(CeremonyRole role) {
            this.role = role;
        }

        CeremonyRole role() {
            return role;
        }
    }

    /** A script. */
    record CeremonyText(
            @JsonProperty(required = true) @Form(pattern = NAME, name = "name")
            String name,

            @JsonProperty(required = true) @Form(pattern = "[^\\p{Cc}]{1,4096}", name = "file")
            String plan,

            @JsonProperty(required = true) @Form(pattern = "[0-9a-f]{64}", name = "planHash")
            String planHash,

            @JsonProperty(required = true) List<PersonText> people,
            @JsonProperty(required = true) List<ActText> acts) {}

    /** A person in a role. */
    record PersonText(
            @JsonProperty(required = true) @Form(pattern = NAME, name = "name")
            String name,

            @JsonProperty(required = true) RoleWord role) {}

    /** An act: one of the five kinds. */
    record ActText(
            RoleWord pin,
            @Whole(least = 1, most = 5) Integer component,
            @Whole(least = 1, most = 5) Integer protection,

            @Form(pattern = "KBK|T[1-4]|[1-9][0-9]{0,4}", name = "keyName")
            String of,

            @Form(pattern = "KBK|T[1-4]|[1-9][0-9]{0,4}", name = "keyName")
            String block,

            @Form(pattern = "[^\\p{Cc}]{1,4096}", name = "file")
            String file,

            @Form(pattern = "T[1-4]|[1-9][0-9]{0,4}", name = "keyName")
            String draw,

            @Form(pattern = NAME, name = "name") String person,
            @Form(pattern = "[0-9A-Fa-f]{6}", name = "kcv") String kcv,

            @JsonProperty("package") @Form(pattern = NAME, name = "name")
            String packageNumber) {}
}
