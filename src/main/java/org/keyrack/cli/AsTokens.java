package org.keyrack.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.keyrack.app.AsSource.TokenView;
import org.keyrack.app.InputException;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyrack as tokens}. */
@CommandLine.Command(name = "tokens")
final class AsTokens extends ProgramCommand {
    @Mixin
    private LibraryOptions library;

    @Option(names = "--json")
    private boolean json;

    @Override
    int run(CliContext context) throws CliException, InputException {
        List<TokenView> tokens = context.benches().elsewhere().tokens(library.library(context));
        if (json) {
            ObjectNode root = Json.object();
            ArrayNode list = root.putArray("tokens");
            tokens.forEach(token -> list.addObject()
                    .put("slot", token.slot())
                    .put("label", token.label())
                    .put("manufacturer", token.manufacturer())
                    .put("model", token.model())
                    .put("serial", token.serial())
                    .put("usable", token.usable()));
            context.out().println(root);
        } else if (tokens.isEmpty()) {
            context.out().println(context.words().get("as.tokens.none"));
        } else {
            tokens.forEach(token -> context.out()
                    .println(context.words()
                            .say(
                                    token.usable() ? "as.token" : "as.token.blank",
                                    String.valueOf(token.slot()),
                                    token.label(),
                                    token.manufacturer(),
                                    token.model(),
                                    token.serial())));
        }
        return ExitCode.DONE;
    }
}
