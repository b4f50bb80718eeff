package org.keyrack.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keyrack.app.InputException;
import org.keyrack.app.SecretText;
import org.keyrack.prepare.BlockComponents;
import org.keyrack.prepare.CardPlan;
import org.keyrack.prepare.CardPlan.KeyShape;
import org.keyrack.prepare.KeyComponent;
import org.keyrack.prepare.PlanException;
import org.keyrack.prepare.PreparationSecrets;
import picocli.CommandLine.Option;

/** Keys that come in key blocks (X9.143, TR-31, version D), and the components of the key that protects them. */
final class KeyBlockOptions {
    @Option(names = "--key-block", paramLabel = "${bundle:label.KEY}=${bundle:label.FILE}")
    private Map<String, Path> blocks = new LinkedHashMap<>();

    @Option(names = "--block-component", paramLabel = "${bundle:label.FILE}")
    private List<Path> protectionKey = List.of();

    /** The keys that come so, by their names. */
    Set<String> keys() {
        return blocks.keySet();
    }

    /** Opens the blocks; each key is components from then on. */
    void read(CliContext context, CardPlan plan, PreparationSecrets secrets)
            throws CliException, InputException, PlanException {
        if (blocks.isEmpty() != protectionKey.isEmpty()) {
            throw CliException.usage(context.words().get("block.both"));
        }
        List<KeyComponent> components = new ArrayList<>();
        try {
            for (Path file : protectionKey) {
                components.add(SecretText.component(file));
            }
            for (Map.Entry<String, Path> block : blocks.entrySet()) {
                KeyShape shape = plan.components().get(block.getKey());
                if (shape == null) {
                    throw CliException.usage(context.words().say("block.unknown", block.getKey()));
                }
                String text = String.valueOf(SecretText.chars(block.getValue())).strip();
                BlockComponents.split(components, text, shape, block.getValue().toString(), new SecureRandom())
                        .forEach(part -> secrets.add(block.getKey(), part));
            }
        } finally {
            components.forEach(KeyComponent::close);
        }
    }
}
