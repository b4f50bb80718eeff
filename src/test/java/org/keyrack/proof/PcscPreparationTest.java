package org.keyrack.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.prepare.PreparedFiles;
import org.keyrack.reader.pcsc.PrivatePcscd;
import org.keyrack.reader.sim.RackFile;
import org.keyrack.reader.sim.VirtualBench;

/** {@code keyrack prepare modules} in processes of their own, through pcscd, over blank cards that outlive them. */
@Tag("pcsc")
class PcscPreparationTest {
    private static final long FIRST = 0x0011223344556677L;

    @TempDir
    private Path folder;

    private PreparedFiles files;
    private PrivatePcscd pcscd;

    /** The work with a bench of blank cards that are in a pcscd. */
    private interface Work {
        void run() throws Exception;
    }

    private void withCards(int count, String faults, Work work) throws Exception {
        files = new PreparedFiles(folder);
        Path rack = Files.writeString(folder.resolve("rack.yaml"), "blank: " + count + "\n" + faults);
        try (PrivatePcscd service = PrivatePcscd.start(folder.resolve("p"), count);
                VirtualBench cards = VirtualBench.start(RackFile.load(rack))) {
            pcscd = service;
            cards.connectToVpcd(service.firstPort()).get(60, TimeUnit.SECONDS);
            work.run();
        }
    }

    /** SNs in one range. */
    private static String serials(int count) {
        return String.format("{ first: \"%016x\", last: \"%016x\" }", FIRST, FIRST + count - 1);
    }

    /** The SNs of the cards that a program ended with, none twice. */
    private static Set<String> serialsOf(Program ended) throws Exception {
        List<String> sns = texts(cards(ended), "sn");
        assertEquals(sns.size(), Set.copyOf(sns).size(), ended::toString);
        return new TreeSet<>(sns);
    }

    private Program prepare(String home, String serials, String... more) throws Exception {
        Path plan = files.write("modules.yaml", PreparedFiles.modulePlan(serials));
        List<String> all = new ArrayList<>(List.of(
                "prepare",
                "modules",
                "--plan",
                plan.toString(),
                "--new-keys-file",
                files.keys().toString(),
                "--cap",
                files.cap().toString(),
                "--accept-hash",
                files.hash(),
                "--component",
                "T=" + files.component(0),
                "--component",
                "T=" + files.component(1),
                "--json"));
        all.addAll(Arrays.asList(more));
        return Program.keyrack(
                folder.resolve(home),
                Map.of("PCSCLITE_CSOCK_NAME", pcscd.socket().toString()),
                all.toArray(String[]::new));
    }

    private static List<JsonNode> cards(Program ended) throws Exception {
        JsonNode cards = new ObjectMapper().readTree(ended.output()).path("cards");
        return StreamSupport.stream(cards.spliterator(), false).toList();
    }

    private static List<String> texts(List<JsonNode> cards, String field) {
        return cards.stream().map(card -> card.path(field).asText()).toList();
    }

    @Test
    void programsKilledInTheMiddleOfFifteenCardsAreFinishedByTheNextAndEverySnIsThereOnce() throws Exception {
        int count = 15;
        // An SN is lost when two programs are killed at the worst moments of one card.
        int spare = 3;
        withCards(count, "", () -> {
            int killed = 0;
            for (int ended : List.of(1, 4, 9)) {
                try (Program program = prepare("home", serials(count + spare))) {
                    program.awaitMessage(line -> line.startsWith(ended + "/" + count + " "));
                    program.kill();
                    killed += program.output().isEmpty() ? 1 : 0;
                }
            }
            Set<String> prepared = new TreeSet<>();
            assertEquals(3, killed, "each was killed before it was through");
            try (Program program = prepare("home", serials(count + spare))) {
                assertEquals(0, program.exitCode(), program::toString);
                prepared.addAll(serialsOf(program));
                assertEquals(count, prepared.size(), program::toString);
            }
            try (Program program = prepare("home", serials(count + spare))) {
                assertEquals(0, program.exitCode(), program::toString);
                assertEquals(prepared, serialsOf(program), "as the cards say");
                assertEquals(
                        List.of("NOTHING_NEEDED"),
                        texts(cards(program), "result").stream().distinct().toList());
            }
        });
    }

    @Test
    void twoProgramsAtTheSameCardsPrepareEachOnce() throws Exception {
        int count = 3;
        withCards(count, "", () -> {
            List<String> prepared = new ArrayList<>();
            try (Program one = prepare("one", "{ counter: \"00112233\" }");
                    Program two = prepare("two", "{ counter: \"44556677\" }")) {
                for (Program program : List.of(one, two)) {
                    program.exitCode();
                    for (JsonNode card : cards(program)) {
                        String cause = card.path("failure").path("cause").asText();
                        if (card.path("result").asText().equals("DONE")) {
                            prepared.add(card.path("reader").asText());
                        } else {
                            assertEquals("link.CARD_BUSY", cause, program::toString);
                        }
                    }
                }
            }
            assertEquals(count, new TreeSet<>(prepared).size(), prepared.toString());
            assertEquals(count, prepared.size(), prepared.toString());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOAD, nth: 5, do: pull, for: 0",
                "PUTKEY, nth: 1, do: answerLost, for: 0",
                "STORET, nth: 1, do: pull, for: 0",
                "SETSTATE, nth: 2, do: answerLost, for: 0",
                "INSTALL, nth: 2, do: swap",
                "SETSTATE, nth: 1, do: swap"
            })
    void cardThatWasPulledOrSwappedIsAloneInFailingAndTheNextProgramDoesTheRest(String fault) throws Exception {
        int count = 3;
        withCards(count, "faults: [ { blank: 2, command: " + fault + " } ]\n", () -> {
            try (Program program = prepare("home", "{ counter: \"00112233\" }")) {
                assertEquals(1, program.exitCode(), program::toString);
                List<String> results = texts(cards(program), "result");
                assertEquals(List.of("DONE", "FAILED", "DONE"), results, program::toString);
                assertTrue(program.output().contains("then try again"), program::toString);
            }
            try (Program program = prepare("home", "{ counter: \"00112233\" }")) {
                assertEquals(0, program.exitCode(), program::toString);
                List<JsonNode> cards = cards(program);
                assertEquals(count, new TreeSet<>(texts(cards, "sn")).size(), program::toString);
            }
        });
    }
}
