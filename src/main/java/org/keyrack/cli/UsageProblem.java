package org.keyrack.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.keyrack.language.SentenceException;
import org.keyrack.language.TypedName;
import org.keyrack.language.Wording;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Why a command line cannot be meant, in the language that is shown: picocli says it in English alone. */
final class UsageProblem {
    private UsageProblem() {}

    static String sentence(ParameterException wrong, Wording words) {
        if (wrong.getCause() instanceof TypeConversionException said
                && (wrong.getArgSpec() == null || !wrong.getArgSpec().type().isEnum())) {
            // What a value should look like is our own sentence.
            return SentenceException.said(said);
        }
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return words.say("usage.unknown", typed(unmatched.getUnmatched()));
        }
        if (wrong instanceof MutuallyExclusiveArgsException) {
            return words.say("usage.exclusive");
        }
        if (wrong instanceof MissingParameterException missing) {
            return words.say(
                    "usage.missing",
                    missing.getMissing().stream().map(UsageProblem::name).collect(Collectors.joining(", ")));
        }
        if (wrong instanceof OverwrittenOptionException twice) {
            return words.say("usage.twice", name(twice.getOverwritten()));
        }
        if (wrong.getArgSpec() != null && wrong.getValue() != null) {
            return words.say("usage.value", name(wrong.getArgSpec()), TypedName.shown(wrong.getValue()))
                    + choices(wrong.getArgSpec(), words);
        }
        return SentenceException.said(wrong);
    }

    private static String typed(List<String> arguments) {
        return arguments.stream().map(TypedName::shown).collect(Collectors.joining(" "));
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String choices(ArgSpec argument, Wording words) {
        Object[] constants = argument.type().getEnumConstants();
        return constants == null
                ? ""
                : " "
                        + words.say(
                                "usage.choices",
                                Arrays.stream(constants)
                                        .map(each -> String.valueOf(each).toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", ")));
    }
}
