package org.keyrack.cli;

import java.util.stream.Stream;
import org.keyrack.language.TypedName;
import picocli.CommandLine.Option;

/** The option {@code --operator}, the same in every command that writes a ledger. */
final class OperatorOption {
    @Option(names = "--operator", paramLabel = "${bundle:label.NAME}")
    private String operator;

    void check(CliContext context) throws CliException {
        if (operator != null && !TypedName.isValid(operator)) {
            throw CliException.usage(
                    context.words().say("operator.form", TypedName.shown(operator), TypedName.LONGEST));
        }
    }

    /** Java says "?" of a user without an entry in the system's list of users. */
    String name(CliContext context) {
        return Stream.of(
                        operator,
                        System.getProperty("user.name"),
                        context.environment().get("USER"),
                        context.environment().get("LOGNAME"))
                .filter(name -> name != null
                        && !name.equals("?")
                        && !TypedName.cleaned(name).isEmpty())
                .findFirst()
                .orElse("unknown");
    }
}
