package org.keyrack.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.keyrack.app.AsSource;
import org.keyrack.app.AsSource.Address;
import org.keyrack.app.AsSource.Library;
import org.keyrack.app.AsSource.NewAs;
import org.keyrack.app.InputException;
import org.keyrack.language.Languages;
import org.keyrack.language.Wording;
import org.keyrack.prepare.AsPlan;
import org.keyrack.prepare.CardPlan.KeyShape;
import org.keyrack.prepare.KeyComponent;
import org.keyrack.prepare.KeyPlan;
import org.keyrack.prepare.PlanException;
import org.keyrack.prepare.PlanFile;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.StatusWordTable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyrack as create}: an AS in a token, or in a file of this computer, from the plan of an AS card. */
@CommandLine.Command(name = "create")
final class AsCreate extends ProgramCommand {
    @Mixin
    private LibraryOptions library;

    @Option(names = "--slot", paramLabel = "${bundle:label.NUMBER}")
    private Long slot;

    @Option(names = "--token", paramLabel = "${bundle:label.NAME}")
    private String token;

    @Option(names = "--file", paramLabel = "${bundle:label.FILE}")
    private Path file;

    @Option(names = "--host", paramLabel = "${bundle:label.FILE}")
    private Path host;

    @Option(names = "--plan", required = true, paramLabel = "${bundle:label.FILE}")
    private Path planFile;

    @Mixin
    private ComponentOptions given;

    @Option(names = "--undiversified")
    private boolean undiversified;

    @Option(names = "--pin-file", paramLabel = "${bundle:label.FILE}")
    private Path pinFile;

    @Override
    int run(CliContext context) throws CliException, InputException {
        boolean inToken = library.given();
        if (inToken == (host != null)
                || inToken && (file == null || slot == null == (token == null))
                || !inToken && (file != null || slot != null || token != null)) {
            throw CliException.usage(context.words().get("as.create.where"));
        }
        Optional<Library> where = inToken ? Optional.of(library.library(context)) : Optional.empty();
        AsPlan plan = plan();
        Address address = new Address(inToken ? AsKind.TOKEN : AsKind.HOST, inToken ? file : host);
        warn(context, inToken, plan);
        NewAs wanted = new NewAs(
                address.file(),
                where,
                slot == null ? OptionalLong.empty() : OptionalLong.of(slot),
                token == null ? "" : token,
                plan,
                undiversified);
        Map<String, List<KeyComponent>> components = new TreeMap<>();
        AsSource source = context.benches().elsewhere();
        try {
            given.read(
                    context,
                    plan,
                    (name, component) -> components
                            .computeIfAbsent(name, key -> new ArrayList<>())
                            .add(component));
            require(plan, components);
            source.make(wanted, components, pin(context, inToken));
        } catch (PlanException refused) {
            throw CliException.usage(refused.getMessage());
        } finally {
            components.values().forEach(list -> list.forEach(KeyComponent::close));
        }
        context.out().println(context.words().say("as.created", address.toString()));
        InspectCommand.print(context.out(), source.look(address));
        return ExitCode.DONE;
    }

    private AsPlan plan() throws CliException {
        try {
            return PlanFile.readAs(planFile);
        } catch (PlanException refused) {
            throw CliException.usage(refused.getMessage());
        }
    }

    private void warn(CliContext context, boolean inToken, AsPlan plan) {
        if (!inToken) {
            context.err().println(StatusWordTable.text("host.warning", Languages.now()));
        }
        if (undiversified) {
            plan.keys().stream()
                    .filter(key -> !key.entry().diversify())
                    .map(KeyPlan::name)
                    .forEach(name -> context.err().println(context.words().say("as.undiversified", name)));
        }
    }

    private static void require(AsPlan plan, Map<String, List<KeyComponent>> components) throws CliException {
        for (Map.Entry<String, KeyShape> wanted : plan.components().entrySet()) {
            List<KeyComponent> found = components.getOrDefault(wanted.getKey(), List.of());
            if (found.size() != wanted.getValue().components()) {
                throw CliException.usage(Wording.of("input")
                        .say(
                                "secrets.components",
                                wanted.getKey(),
                                wanted.getValue().components(),
                                found.size()));
            }
        }
        for (String name : components.keySet()) {
            if (!plan.components().containsKey(name)) {
                throw CliException.usage(Wording.of("input").say("secrets.component.unknown", name));
            }
        }
    }

    /** A new passphrase is typed twice; the token itself knows its PIN. */
    private char[] pin(CliContext context, boolean inToken) throws CliException {
        String named = inToken ? file.toString() : host.toString();
        char[] pin =
                AsOptions.secret(context, Optional.ofNullable(pinFile), inToken ? "as.prompt" : "as.passphrase", named);
        if (!inToken && pinFile == null) {
            char[] again = AsOptions.secret(context, Optional.empty(), "as.passphrase.again", named);
            boolean same = Arrays.equals(pin, again);
            Arrays.fill(again, '\0');
            if (!same) {
                Arrays.fill(pin, '\0');
                throw CliException.usage(context.words().get("prepare.pin.differ"));
            }
        }
        return pin;
    }
}
