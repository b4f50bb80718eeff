package org.keyrack.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.keyrack.app.CardBench;
import org.keyrack.app.CardTasks;
import org.keyrack.app.CardTasks.Loaded;
import org.keyrack.card.CapFile;
import org.keyrack.card.CapFileException;
import org.keyrack.card.KeyRackPackage;
import org.keyrack.card.KeySet;
import org.keyrack.protocol.Role;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
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

    @Option(names = "--cap", required = true, paramLabel = "${bundle:label.FILE}")
    private Path cap;

    @Option(names = "--accept-hash", paramLabel = "${bundle:label.HEX}")
    private String accepted;

    @Option(names = "--dry-run")
    private boolean dryRun;

    private CapFile file;

    @Override
    void check(CliContext context) throws CliException {
        try {
            file = CapFile.read(cap);
        } catch (CapFileException refused) {
            throw CliException.usage(refused.getMessage());
        }
        if (!file.packageAid().equals(KeyRackPackage.AID)) {
            throw CliException.usage(cap + " is the package " + file.packageAid() + ", not KeyRack's ("
                    + KeyRackPackage.AID + "). Take KeyRack's CAP file.");
        }
        String hash = file.hash().hex();
        if (!KeyRackPackage.isRelease(file.hash()) && !hash.equals(lower(accepted))) {
            throw CliException.usage("The load file of " + cap + " has the hash " + hash
                    + ", which is no release that this program knows."
                    + " Compare it with whoever built it, then give it with --accept-hash.");
        }
    }

    private static String lower(String hex) {
        return hex == null ? "" : hex.toLowerCase(Locale.ROOT);
    }

    private record Result(Loaded done, int blocks) {}

    @Override
    int run(CliContext context, CardBench bench, List<String> readers, KeySet keys) throws InterruptedException {
        CardTasks tasks = new CardTasks(keys, dryRun);
        Role role = unit.as ? Role.AS : Role.EI;
        return tell(
                context,
                bench.each(readers, (reader, card) -> {
                    int[] blocks = {0};
                    Loaded done = tasks.load(card, file, role, block -> blocks[0] = block);
                    return new Result(done, blocks[0]);
                }),
                result -> line(result, role),
                (result, card) -> card.put("result", result.done().name())
                        .put("blocks", result.blocks())
                        .put("hash", file.hash().hex())
                        .put("release", KeyRackPackage.isRelease(file.hash()))
                        .put("dryRun", dryRun));
    }

    private String line(Result result, Role role) {
        String would = dryRun ? "would be " : "";
        return switch (result.done()) {
            case LOADED ->
                would + "loaded" + (dryRun ? "" : " in " + result.blocks() + " blocks") + ", " + role
                        + " installed without a personalization key: until it is OPERATIONAL, custody alone protects it";
            case INSTALLED -> role + " " + would + "installed; the package was there";
            case NOTHING_NEEDED -> "nothing to do, the " + role + " is there";
        };
    }
}
