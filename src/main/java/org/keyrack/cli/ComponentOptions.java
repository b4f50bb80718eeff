package org.keyrack.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.keyrack.app.InputException;
import org.keyrack.app.SecretText;
import org.keyrack.prepare.CardPlan;
import org.keyrack.prepare.CardPlan.KeyShape;
import org.keyrack.prepare.KeyComponent;
import org.keyrack.prepare.PlanException;
import org.keyrack.prepare.PreparationSecrets;
import picocli.CommandLine.Option;

/** Where the components of keys come from: files of their owner alone, or the terminal; never the command line. */
final class ComponentOptions {
    @Option(names = "--component", paramLabel = "${bundle:label.KEY}=${bundle:label.FILE}")
    private List<String> given = List.of();

    /**
     * Reads the components that a plan needs.
     *
     * @param elsewhere keys that do not come so
     */
    void read(CliContext context, CardPlan plan, PreparationSecrets secrets, Set<String> elsewhere)
            throws CliException, InputException, PlanException {
        read(context, plan, secrets::add, elsewhere);
    }

    /** The same for whoever keeps them. */
    void read(CliContext context, CardPlan plan, BiConsumer<String, KeyComponent> secrets)
            throws CliException, InputException, PlanException {
        read(context, plan, secrets, Set.of());
    }

    private void read(
            CliContext context, CardPlan plan, BiConsumer<String, KeyComponent> secrets, Set<String> elsewhere)
            throws CliException, InputException, PlanException {
        for (String each : given) {
            int equals = each.indexOf('=');
            if (equals < 1 || equals == each.length() - 1) {
                throw CliException.usage(context.words().get("component.option"));
            }
            Path file = Path.of(each.substring(equals + 1));
            secrets.accept(each.substring(0, equals), SecretText.component(file));
        }
        if (given.isEmpty() && context.console().isPresent()) {
            for (Map.Entry<String, KeyShape> key : plan.components().entrySet()) {
                if (!elsewhere.contains(key.getKey())) {
                    ask(context, key.getKey(), key.getValue(), secrets);
                }
            }
        }
    }

    private static void ask(CliContext context, String key, KeyShape shape, BiConsumer<String, KeyComponent> secrets)
            throws PlanException {
        for (int i = 1; i <= shape.components(); i++) {
            String prompt = context.words().say("component.prompt", key, i, shape.components());
            char[] typed = context.console().orElseThrow().readPassword("%s", prompt);
            add(secrets, key, typed == null ? new char[0] : typed, prompt.strip());
        }
    }

    private static void add(BiConsumer<String, KeyComponent> secrets, String key, char[] text, String source)
            throws PlanException {
        try {
            secrets.accept(key, KeyComponent.parse(text, source));
        } finally {
            Arrays.fill(text, '\0');
        }
    }
}
