package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What verification says of lines in which nobody, or the wrong person, released a module that was set aside. */
class ReleaseRulesTest {
    private static final String SN = "0011223344556677";
    private static final String SUPERVISOR = "4711";
    private static final String OPERATOR = "4712";

    @TempDir
    Path folder;

    private WrittenChain chain;

    @BeforeEach
    void aModuleIsSetAside() throws Exception {
        chain = new WrittenChain("bench-1")
                .add(WrittenChain.genesis(BenchKey.at(folder.resolve("bench.key"))))
                .add(person(SUPERVISOR, "supervisor"))
                .add(person(OPERATOR, "operator"))
                .add(WrittenChain.line(EventType.UNIT_SET_ASIDE).with("sn", SN));
    }

    private static EventLine person(String id, String role) {
        return WrittenChain.line(EventType.PERSON).with("id", id).with("role", role);
    }

    private static EventLine batch(boolean simulated) {
        return WrittenChain.line(EventType.BATCH_STARTED).with("simulated", simulated);
    }

    private static EventLine started() {
        return WrittenChain.line(EventType.UNIT_STARTED).with("sn", SN);
    }

    private static EventLine releasedBy(String person) {
        return started().with("operator", OPERATOR).with("releasedBy", person);
    }

    private List<String> found() throws Exception {
        Path export = folder.resolve("export.jsonl");
        Files.writeString(export, String.join("\n", chain.lines()) + "\n");
        return LedgerVerifier.verifyExport(export, List.of(), Optional.empty()).findings().stream()
                .map(finding -> finding.what() + " " + finding.seq() + " " + String.join(" ", finding.details()))
                .toList();
    }

    @Test
    void aModuleThatASupervisorReleasedIsSound() throws Exception {
        chain.add(batch(false)).add(releasedBy(SUPERVISOR));
        assertEquals(List.of(), found());
    }

    @Test
    void aModuleThatNobodyReleasedIsFoundByItsNumber() throws Exception {
        chain.add(batch(false)).add(started());
        assertEquals(List.of("LOADED_UNRELEASED 6 " + SN), found());
    }

    @Test
    void aReleaseIsForOneStart() throws Exception {
        chain.add(batch(false)).add(releasedBy(SUPERVISOR)).add(started());
        assertEquals(List.of(), found(), "it was not set aside again");
        chain.add(WrittenChain.line(EventType.UNIT_SET_ASIDE).with("sn", SN)).add(started());
        assertEquals(List.of("LOADED_UNRELEASED 9 " + SN), found());
    }

    @Test
    void theOperatorHimselfAndSomebodyWhoIsNoSupervisorReleaseNothing() throws Exception {
        chain.add(batch(false)).add(releasedBy(OPERATOR)).add(releasedBy("4713"));
        assertEquals(List.of("RELEASED_BY_NO_OTHER 6 " + OPERATOR, "RELEASED_BY_NO_OTHER 7 4713"), found());
    }

    private static EventLine lastTry() {
        return WrittenChain.line(EventType.LAST_PIN_TRY)
                .with("asId", "00000001")
                .with("object", "OPERATOR")
                .with("operator", OPERATOR);
    }

    @Test
    void aLastTryOfAPinIsReleasedByAnotherPerson() throws Exception {
        chain.add(lastTry().with("releasedBy", SUPERVISOR));
        assertEquals(List.of(), found());
        chain.add(lastTry()).add(lastTry().with("releasedBy", OPERATOR));
        assertEquals(List.of("RELEASED_BY_NO_OTHER 7 " + OPERATOR, "TRIED_UNRELEASED 6 00000001"), found());
    }

    @Test
    void theVirtualBenchAndABenchOfOneNeedNobody() throws Exception {
        chain.add(batch(true)).add(started());
        assertEquals(List.of(), found());
        chain.add(WrittenChain.line(EventType.UNIT_SET_ASIDE).with("sn", SN))
                .add(batch(false))
                .add(started())
                .add(WrittenChain.line(EventType.SIGN_IN).with("on", false));
        assertEquals(List.of(), found(), "people do not sign in on this bench");
    }
}
