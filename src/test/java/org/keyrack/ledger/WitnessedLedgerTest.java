package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.evidence.LineCertificate;
import org.keyrack.evidence.NoteSignature;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.evidence.WitnessRequest;
import org.keyrack.witness.WitnessAnswer;
import org.keyrack.witness.WitnessAnswer.Kind;

/** Ledgers on disk and a witness with a ledger of its own: what travels between them are files. */
class WitnessedLedgerTest {
    private static final int MOST_BYTES = 4_096;

    @TempDir
    Path folder;

    private final Story story = new Story(11);

    private LedgerSettings at(String name) {
        return LedgerSettings.in(folder.resolve(name), "bench-1");
    }

    private LedgerSettings auditor(String name) {
        return LedgerSettings.in(folder.resolve(name), name);
    }

    private void batch(Ledger ledger, int module, int keys) throws Exception {
        long batch = ledger.nextBatch();
        ledger.commit(List.of(story.batch(batch, 1, keys)));
        ledger.commit(story.wholeUnit(module, keys));
        ledger.commit(List.of(story.ended(batch, 1, keys)));
    }

    private void work(String bench, int module) throws Exception {
        try (Ledger ledger = Ledger.open(at(bench))) {
            batch(ledger, module, 2);
        }
    }

    private WitnessRequest request(String bench, Optional<Long> old, long continued) throws Exception {
        try (LedgerQuery query = LedgerQuery.open(at(bench).location())) {
            WitnessRequest made = query.witnessRequest("bench-1", old, continued);
            return WitnessRequest.parse(made.encode().getBytes(StandardCharsets.UTF_8));
        }
    }

    private WitnessAnswer answer(String auditor, WitnessRequest request) throws Exception {
        try (Ledger ledger = Ledger.open(auditor(auditor))) {
            return ledger.witness().answer(request);
        }
    }

    private VerifierKey key(String auditor) throws Exception {
        try (Ledger ledger = Ledger.open(auditor(auditor))) {
            return ledger.witness().key(Optional.empty());
        }
    }

    private void witnessed(String bench, String auditor) throws Exception {
        long old;
        try (Ledger ledger = Ledger.open(auditor(auditor))) {
            old = ledger.witness().kept().stream()
                    .mapToLong(chain -> chain.size())
                    .max()
                    .orElse(0);
        }
        WitnessAnswer answer = answer(auditor, request(bench, Optional.of(old), 0));
        NoteSignature line = NoteSignature.parse(answer.body().strip()).orElseThrow();
        VerifierKey key = key(auditor);
        try (Ledger ledger = Ledger.open(at(bench))) {
            assertEquals(Optional.of(answer.checkpoint()), ledger.witness().take(List.of(line), key));
        }
    }

    private List<String> lines(String auditor, EventType type) throws Exception {
        Database database = Database.at(auditor(auditor).location());
        try (Handle handle = database.openReader()) {
            return Chains.all(handle).stream()
                    .flatMap(chain -> Chains.lines(handle, chain, 0, 1_000).stream())
                    .filter(line -> line.contains("\"type\":\"" + type.text() + "\""))
                    .toList();
        } finally {
            database.close();
        }
    }

    private LineCertificate certificate(Ledger ledger, int module) throws Exception {
        LineCertificate made =
                ledger.query().certificates(Story.sn(module)).get(0).certificate();
        return LineCertificate.parse(made.encode().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aCertificateHasTheNewestCosignedCheckpointThatCoversItElseTheNewest() throws Exception {
        work("a", 1);
        witnessed("a", "auditor-1");
        work("a", 2);
        VerifierKey witness = key("auditor-1");
        try (Ledger ledger = Ledger.open(at("a"))) {
            VerifierKey bench = VerifierKey.parse(ledger.query().verifierKeys().get(0));
            LineCertificate first = certificate(ledger, 1);
            Checkpoint cosigned = first.verify(bench, List.of(witness));
            assertTrue(first.checkpoint().signatures().stream().anyMatch(line -> line.isOf(witness)));
            LineCertificate second = certificate(ledger, 2);
            assertTrue(second.verify(bench, List.of(witness)).size() > cosigned.size());
            assertEquals(1, second.checkpoint().signatures().size(), "no witness has seen it");
        }
        witnessed("a", "auditor-1");
        try (Ledger ledger = Ledger.open(at("a"))) {
            for (int module : List.of(1, 2)) {
                assertTrue(certificate(ledger, module).checkpoint().signatures().stream()
                        .anyMatch(line -> line.isOf(witness)));
            }
        }
    }

    @Test
    void sixteenKeysAndThreeWitnessesTakeFourKilobytes() throws Exception {
        try (Ledger ledger = Ledger.open(at("a"))) {
            batch(ledger, 1, 16);
        }
        for (String auditor : List.of("auditor-1", "auditor-2", "auditor-3")) {
            witnessed("a", auditor);
        }
        try (Ledger ledger = Ledger.open(at("a"))) {
            LineCertificate made = certificate(ledger, 1);
            assertEquals(4, made.checkpoint().signatures().size());
            // In a chain of a million lines the proof has 20 hashes.
            int more = (20 - made.proof().size()) * 45;
            int bytes = made.encode().getBytes(StandardCharsets.UTF_8).length + more;
            System.out.println("certificate of 16 keys with 3 witnesses at 1,000,000 events: " + bytes + " bytes");
            assertTrue(bytes <= MOST_BYTES, bytes + " bytes");
        }
    }

    @Test
    void aForgedRowOfTheTableSpoilsNoCertificate() throws Exception {
        work("a", 1);
        witnessed("a", "auditor-1");
        VerifierKey witness = key("auditor-1");
        Database database = Database.at(at("a").location());
        try (Handle handle = database.openForUpgrade()) {
            handle.execute("UPDATE cosignature SET line = substr(line, 1, length(line) - 8) || 'AAAAAA=='");
        } finally {
            database.close();
        }
        try (Ledger ledger = Ledger.open(at("a"))) {
            LineCertificate made = certificate(ledger, 1);
            made.verify(VerifierKey.parse(ledger.query().verifierKeys().get(0)), List.of(witness));
            assertEquals(1, made.checkpoint().signatures().size());
        }
    }

    private void copy(String from, String to) throws Exception {
        try (Stream<Path> all = Files.walk(folder.resolve(from))) {
            for (Path each : all.toList()) {
                Path target = folder.resolve(to).resolve(folder.resolve(from).relativize(each));
                Files.copy(each, target);
            }
        }
    }

    @Test
    void aBenchThatWasCopiedAndWorksTwiceIsFoundAndTheWitnessesChainSaysSoOnce() throws Exception {
        work("a", 1);
        witnessed("a", "auditor-1");
        copy("a", "b");
        work("a", 2);
        witnessed("a", "auditor-1");
        work("b", 3);
        work("b", 4);
        Optional<Long> seen = Optional.of(
                        request("a", Optional.of(0L), 0).growth().checkpoint())
                .map(note -> size(note.text()));
        WitnessAnswer fork = answer("auditor-1", request("b", seen, 0));
        assertTrue(fork.kind().isFork(), fork.kind().toString());
        assertEquals(Optional.empty(), fork.cosignature());
        assertTrue(fork.sentence(Locale.ROOT).startsWith("FORK: "));
        assertEquals(Kind.STOPPED, answer("auditor-1", request("a", seen, 0)).kind());
        List<String> told = lines("auditor-1", EventType.FORK_SEEN);
        assertEquals(1, told.size());
        try (Ledger ledger = Ledger.open(auditor("auditor-1"))) {
            assertEquals(List.of(fork.checkpoint().origin()), ledger.recover().waiting(), "said at the next start");
        }
        assertTrue(told.get(0).contains("\"origin\":\"" + fork.checkpoint().origin() + "\""));
        try (Ledger ledger = Ledger.open(auditor("auditor-1"))) {
            assertEquals(
                    Kind.ACCEPTED,
                    ledger.witness()
                            .accept(fork.checkpoint().origin(), Optional.of("4711"))
                            .orElseThrow()
                            .kind());
            assertEquals(List.of(), ledger.recover().waiting());
        }
        String accepted = lines("auditor-1", EventType.CHAIN_ACCEPTED).get(0);
        assertTrue(accepted.contains("\"by\":\"4711\""), accepted);
        assertEquals(
                Kind.GROWN,
                answer("auditor-1", request("b", Optional.of(fork.checkpoint().size()), 0))
                        .kind());
        assertTrue(LedgerVerifier.verify(auditor("auditor-1").location(), List.of(), Optional.empty())
                .sound());
    }

    private static long size(String checkpoint) {
        return Long.parseLong(checkpoint.split("\n", -1)[1]);
    }

    @Test
    void aRestoreThatLostLinesIsNamedWithThemAndOneThatLostNoneGoesOn() throws Exception {
        work("a", 1);
        Path early = folder.resolve("early");
        LedgerBackup.to(at("a").location(), early);
        work("a", 2);
        witnessed("a", "auditor-1");
        witnessed("a", "auditor-2");
        Path late = folder.resolve("late");
        LedgerBackup.to(at("a").location(), late);
        WitnessRequest before = request("a", Optional.of(0L), 0);
        long seen = size(before.growth().checkpoint().text());

        Files.createDirectories(folder.resolve("older"));
        Files.createDirectories(folder.resolve("newer"));
        LedgerRestore.restore(early, at("older"));
        LedgerRestore.restore(late, at("newer"));
        work("older", 3);
        work("newer", 3);
        WitnessAnswer lost = answer("auditor-1", request("older", Optional.of(0L), 0));
        assertEquals(Kind.LINES_LOST, lost.kind());
        assertTrue(
                lost.sentence(Locale.ROOT).startsWith("bench-1 lost lines ")
                        && lost.sentence(Locale.ROOT).contains(" to " + seen + " of "),
                lost.sentence(Locale.ROOT));
        assertEquals(
                Kind.CONTINUES,
                answer("auditor-2", request("newer", Optional.of(0L), 0)).kind());
    }

    @Test
    void aBenchWhoseKeyIsLostContinuesAndProvesWhatTheWitnessSawEarlier() throws Exception {
        work("a", 1);
        witnessed("a", "auditor-1");
        work("a", 2);
        Files.delete(at("a").benchKey());
        Files.delete(at("a").benchKey().resolveSibling("bench.key.pub"));
        work("a", 3);
        WitnessAnswer wanted = answer("auditor-1", request("a", Optional.of(0L), 0));
        assertEquals(Kind.CONTINUED_WANTED, wanted.kind());
        long seen = Long.parseLong(wanted.body().strip());
        assertEquals(
                Kind.CONTINUES,
                answer("auditor-1", request("a", Optional.of(0L), seen)).kind());
    }

    @Test
    void aKeyThatTheOldOneGaveOverToIsFollowed() throws Exception {
        work("a", 1);
        witnessed("a", "auditor-1");
        BenchKey.renew(at("a").benchKey());
        work("a", 2);
        witnessed("a", "auditor-1");
    }
}
