package org.keyrack.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.keyrack.app.TemporaryFolder;
import org.keyrack.protocol.command.Instruction;
import org.keyrack.reader.pcsc.PrivatePcscd;
import org.keyrack.reader.sim.RackFile;
import org.keyrack.reader.sim.VirtualBench;

/**
 * Kills {@code keyrack load} at each point of a download, starts it again over the same cards and ledger, and counts: keys at
 * the cards against keys in the ledger. The cards are in this process and never die.
 */
public final class KillHarness {
    private static final int UNITS = 3;
    private static final int LOCATIONS = 24;
    private static final int PER_BATCH = 2;
    private static final int BATCHES = LOCATIONS / PER_BATCH;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Random random;
    private final List<String> findings = new ArrayList<>();
    private int kills;
    private int lost;
    private int twice;
    private int open;
    private int settled;
    private int spentExports;

    private KillHarness(Path folder, long seed) {
        this.folder = folder;
        this.random = new Random(seed);
    }

    /**
     * What a round found.
     *
     * @param lost keys that a card holds and the ledger does not count, or the reverse
     * @param twice keys counted or stored more than once
     * @param open downloads without an outcome after the restart
     * @param settled downloads settled by reading the unit
     * @param spentExports exports whose key was never stored
     * @param findings one sentence for each thing that is wrong
     */
    public record Result(
            int kills, int lost, int twice, int open, int settled, int spentExports, List<String> findings) {}

    /**
     * Runs it.
     *
     * @param arguments points (from the first), times each, seed if wanted
     */
    public static void main(String[] arguments) throws Exception {
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1;
        TemporaryFolder folder = TemporaryFolder.named("kill");
        Result result = run(
                folder.path(),
                Integer.parseInt(arguments[0]),
                Integer.parseInt(arguments[1]),
                seed,
                System.out::println);
        System.out.println(result);
        if (result.findings().isEmpty()) {
            folder.close();
        } else {
            System.out.println("Kept to be looked at: " + folder.path());
        }
        System.exit(result.findings().isEmpty() ? 0 : 1);
    }

    /** Kills at each of the first points so many times. */
    public static Result run(Path folder, int points, int times, long seed, Consumer<Result> progress)
            throws Exception {
        KillHarness harness = new KillHarness(folder, seed);
        List<KillPoint> chosen = List.of(KillPoint.values());
        List<KillPoint> all = IntStream.range(0, points * times)
                .mapToObj(i -> chosen.get(i % points))
                .toList();
        for (int from = 0; from < all.size(); from += BATCHES) {
            harness.bench(from, all.subList(from, Math.min(all.size(), from + BATCHES)));
            progress.accept(harness.result());
        }
        return harness.result();
    }

    private Result result() {
        return new Result(kills, lost, twice, open, settled, spentExports, List.copyOf(findings));
    }

    /** One set of cards, one ledger, one kill after the other. */
    private void bench(int number, List<KillPoint> points) throws Exception {
        Path here = Files.createDirectories(folder.resolve("bench" + number));
        RackFile rack = RackFile.parse(rack(number).getBytes(StandardCharsets.UTF_8), "kill", here);
        try (PrivatePcscd pcscd = PrivatePcscd.start(here.resolve("p"), UNITS + 1);
                VirtualBench cards = VirtualBench.start(rack)) {
            cards.connectToVpcd(pcscd.firstPort()).get();
            String finish = "-";
            for (int i = 0; i <= points.size(); i++) {
                boolean begins = i < points.size();
                String profile = begins ? profile(here, i) : "-";
                KillPoint point = begins ? points.get(i) : KillPoint.OUTCOME_DURABLE;
                int nth = point.once() ? 1 : 1 + random.nextInt(UNITS * PER_BATCH - UNITS);
                try (Program load = Program.java(
                        KilledLoad.class.getName(),
                        List.of(),
                        here,
                        KilledLoad.environment(pcscd.socket(), UNITS + 1),
                        here.resolve("ledger.db").toString(),
                        finish,
                        profile,
                        point.name(),
                        Integer.toString(nth))) {
                    if (begins) {
                        load.awaitLine(line -> line.startsWith("POINT "));
                        load.kill();
                        kills++;
                    } else {
                        load.exitCode();
                    }
                    if (i > 0) {
                        check(
                                "after " + points.get(i - 1) + " (" + (number + i) + ")",
                                load.output(),
                                i,
                                cards,
                                begins);
                    }
                }
                finish = profile;
            }
        }
    }

    /** After a restart: what the cards hold, the ledger says once. */
    private void check(String where, String output, int batches, VirtualBench cards, boolean more) throws IOException {
        Map<String, Integer> outcomes = new HashMap<>();
        Map<String, String> receipts = new HashMap<>();
        Set<String> exported = new HashSet<>();
        Set<String> ended = new HashSet<>();
        int settledHere = 0;
        for (String line : said(output, "EVENT ")) {
            JsonNode event = JSON.readTree(line);
            String key = event.path("sn").asText() + " " + event.path("ref2").asText();
            String r = event.path("r").asText();
            switch (event.path("type").asText()) {
                case "exported" -> exported.add(key + " " + r);
                case "outcome" -> {
                    ended.add(key + " " + r);
                    if (event.path("result").asText().equals("loaded")) {
                        outcomes.merge(key, 1, Integer::sum);
                        receipts.put(key, r + " " + event.path("receipt").asText());
                        settledHere += event.path("settled").asBoolean() ? 1 : 0;
                    }
                }
                default -> {
                    // Other events tell nothing about keys.
                }
            }
        }
        Map<String, String> stored = said(output, "STORED ").stream()
                .collect(Collectors.toMap(line -> line.substring(0, 21), line -> line.substring(22)));
        int due = UNITS * PER_BATCH * batches;
        expect(stored.size() == due, where + ": " + stored.size() + " keys at the cards, not " + due);
        expect(said(output, "FINISHED 0 ").size() == 1, where + ": " + said(output, "FINISHED "));
        expect(said(output, "VERIFIED 0 ").size() == 1, where + ": " + said(output, "VERIFIED "));
        for (Map.Entry<String, String> key : stored.entrySet()) {
            boolean right = key.getValue().equals(receipts.get(key.getKey()));
            lost += right ? 0 : 1;
            expect(right, where + ": " + key + " is not what the ledger says: " + receipts.get(key.getKey()));
        }
        outcomes.forEach((key, count) -> {
            twice += count > 1 ? 1 : 0;
            lost += stored.containsKey(key) ? 0 : 1;
            expect(count == 1, where + ": " + key + " counted " + count + " times");
            expect(stored.containsKey(key), where + ": " + key + " counted and not at the card");
        });
        Set<String> without = new HashSet<>(exported);
        without.removeAll(ended);
        open += without.size();
        expect(without.isEmpty(), where + ": not settled: " + without);
        if (!more) {
            settled += settledHere;
            atTheCards(where, cards, due);
        }
    }

    private void atTheCards(String where, VirtualBench cards, int due) {
        int imports = 0;
        for (int unit = 2; unit <= UNITS + 1; unit++) {
            imports += count(cards, unit, Instruction.IMPORTKEY);
        }
        twice += Math.max(0, imports - due);
        expect(imports == due, where + ": " + imports + " IMPORTKEY at the cards for " + due + " keys");
        spentExports += count(cards, 1, Instruction.EXPORTKEY) - due;
    }

    private static int count(VirtualBench cards, int reader, Instruction command) {
        return cards.commandCounts(String.format("Virtual Reader %02d", reader)).getOrDefault(command, 0);
    }

    private static List<String> said(String output, String word) {
        return output.lines()
                .filter(line -> line.startsWith(word))
                .map(line -> line.substring(word.length()))
                .toList();
    }

    private void expect(boolean good, String otherwise) {
        if (!good) {
            findings.add(otherwise);
        }
    }

    private static String profile(Path folder, int batch) throws IOException {
        String loads = IntStream.rangeClosed(1, PER_BATCH)
                .mapToObj(i -> String.format("{ ref1: 3, ref2: %d }", batch * PER_BATCH + i))
                .collect(Collectors.joining(", "));
        return Files.writeString(
                        folder.resolve("batch" + batch + ".yaml"),
                        "name: Batch " + batch + "\nload: [ " + loads + " ]\nonOccupied: skip\n")
                .toString();
    }

    private static String rack(int number) {
        String locations = IntStream.rangeClosed(1, LOCATIONS)
                .mapToObj(i -> String.format("{ ref: %d, appId: \"0101\", types: [AES-128] }", i))
                .collect(Collectors.joining(", "));
        return """
                set: { transportKey: "5a5b5c5d5e5f50515253545556575859", version: 1 }
                as: { id: "00000009", operatorPin: "246810", adminPin: "87654321", keys: [
                  { ref: 3, appId: "0101", type: AES-128, version: 2, value: "a9a8a7a6a5a4a3a2a1a0afaeadacabaa" } ] }
                units: { count: %d, firstSerial: "%016x", locations: [ %s ] }
                timing: { initiate: 2, export: 5, import: 10 }
                """.formatted(UNITS, 0x7700000000000000L + number * 16L, locations);
    }
}
