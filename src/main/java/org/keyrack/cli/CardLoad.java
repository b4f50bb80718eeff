package org.keyrack.cli;

import java.util.List;
import java.util.Optional;
import org.keyrack.app.CardBench;
import org.keyrack.app.CardTasks;
import org.keyrack.app.CardTasks.Loaded;
import org.keyrack.app.InputException;
import org.keyrack.card.CapFile;
import org.keyrack.card.KeySet;
import org.keyrack.language.Wording;
import org.keyrack.protocol.Role;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyrack card load}. */
@CommandLine.Command(name = "load")
final class CardLoad extends CardTask {
    @ArgGroup(exclusive = true, multiplicity = "1")
    private Unit unit;

    /** Which of the two applets. */
    static final class Unit {
        @Option(names = "--as", required = true)
        private boolean as;

        @Option(names = "--ei", required = true)
        boolean ei;
    }

    @Mixin
    private CapOptions cap;

    @Option(names = "--dry-run")
    private boolean dryRun;

    private Optional<CapFile> given = Optional.empty();

    @Override
    void check(CliContext context) throws CliException, InputException {
        if (!cap.given(context)) {
            throw CliException.usage(context.words().get("card.cap.none"));
        }
        given = Optional.of(cap.file(context));
    }

    private record Result(Loaded done, int blocks) {}

    @Override
    int run(CliContext context, CardBench bench, List<String> readers, KeySet keys) throws InterruptedException {
        CapFile file = given.orElseThrow();
        CardTasks tasks = new CardTasks(keys, dryRun);
        Role role = unit.as ? Role.AS : Role.EI;
        return tell(
                context,
                bench.each(readers, (reader, card) -> {
                    int[] blocks = {0};
                    Loaded done = tasks.load(card, file, role, (block, all) -> blocks[0] = block);
                    return new Result(done, blocks[0]);
                }),
                result -> line(result, role, context),
                (result, card) -> card.put("result", result.done().name())
                        .put("blocks", result.blocks())
                        .put("hash", file.hash().hex())
                        .put("release", context.release().is(file))
                        .put("dryRun", dryRun));
    }

    private String line(Result result, Role role, CliContext context) {
        Wording words = Wording.of("cli");
        return switch (result.done()) {
            case LOADED ->
                words.say(
                        dryRun ? "card.wouldLoad" : "card.loaded",
                        role.name(),
                        String.valueOf(result.blocks()),
                        words.get(context.release().is(given.orElseThrow()) ? "card.release" : "card.unknown"));
            case INSTALLED -> words.say(dryRun ? "card.wouldInstall" : "card.installed", role.name());
            case NOTHING_NEEDED -> words.say("card.installedBefore", role.name());
        };
    }
}
