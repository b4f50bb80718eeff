package org.keyrack.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrack.card.KeySet;
import org.keyrack.protocol.Lock;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.SerialNumber;

class PlanFileTest {
    private static AsPlan as(String yaml) throws PlanException {
        return PlanFile.parseAs(yaml.getBytes(StandardCharsets.UTF_8), "as.yaml");
    }

    private static SerialNumber sn(String hex) {
        return SerialNumber.parse(hex);
    }

    @Test
    void keysAreBarredForTheBootstrapTAndLockedAgainstAllow() throws Exception {
        AsPlan plan = as(PreparedFiles.asPlan());
        plan.keys().forEach(key -> assertEquals(Set.of(1), key.entry().barredSlots()));
        assertEquals(Set.of(Lock.ALLOW), plan.locks());
        assertTrue(plan.draws());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exports: 1000 | exports: 1000, barredSlots: [2] | could leave under the bootstrap T of slot 1",
                "exports: 1000 | exports: 1000, barredSlots: [1, 2] | barred for every T",
                "follows: 1 | follows: 3 | no T before this one is in slot 3",
                "version: 2, follows | version: 1, follows | not newer",
                "ref: 4 | ref: 3 | stands twice",
                "slot: 2 | slot: 1 | this slot stands twice",
                "components: 2 | suite: 1 | components and kcv go together",
                "label: SET 7 | lable: SET 7 | there is no field",
                "label: SET 7 | label: NOT FINISHED | until its preparation is finished"
            })
    void mistakesAreNamedWithTheirPlace(String written, String mistaken, String because) {
        String yaml = PreparedFiles.asPlan().replaceFirst(written, mistaken);
        String message = assertThrows(PlanException.class, () -> as(yaml)).getMessage();
        assertTrue(message.contains(because) && message.startsWith("as.yaml"), message);
    }

    /** The first SN that a rule gives when these are taken. */
    private static Optional<SerialNumber> next(SerialRule rule, String... taken) {
        NavigableSet<SerialNumber> all =
                Arrays.stream(taken).map(PlanFileTest::sn).collect(Collectors.toCollection(TreeSet::new));
        return rule.next(new TakenSerials(all), Optional.empty());
    }

    @Test
    void serialNumbersComeFromAListARangeOrACounter() throws Exception {
        SerialRule list = Workshop.modulePlan("{ list: [\"00000000000000A2\", \"00000000000000A1\"] }")
                .serials();
        assertEquals(Optional.of(sn("00000000000000a2")), next(list));
        assertEquals(Optional.of(sn("00000000000000a1")), next(list, "00000000000000a2"));
        assertEquals(Optional.empty(), next(list, "00000000000000a1", "00000000000000a2"));
        assertFalse(list.admits(sn("00000000000000a0")));
        SerialRule range = Workshop.modulePlan("{ first: \"00000000000000FF\", last: \"0000000000000100\" }")
                .serials();
        assertEquals(Optional.of(sn("0000000000000100")), next(range, "00000000000000ff"));
        assertEquals(Optional.empty(), next(range, "00000000000000ff", "0000000000000100"));
        SerialRule counter = Workshop.modulePlan("{ counter: \"00112233\" }").serials();
        assertEquals(Optional.of(sn("0011223300000001")), next(counter));
        assertEquals(Optional.of(sn("001122330000000a")), next(counter, "0011223300000009"));
        assertEquals(Optional.empty(), next(counter, "00112233ffffffff"));
    }

    @Test
    void secretsThatAnybodyCouldGuessAreRefusedAndNeverShown() throws Exception {
        AsPlan plan = Workshop.asPlan();
        try (PreparationSecrets secrets = Workshop.secrets(plan)) {
            secrets.require(plan);
            secrets.put(PinReference.OPERATOR, "123456".toCharArray());
            String weak = assertThrows(PlanException.class, () -> secrets.require(plan))
                    .getMessage();
            assertTrue(weak.contains("one of the first that others would try") && !weak.contains("123456"), weak);
            secrets.put(PinReference.OPERATOR, "82736451".toCharArray());
            String twice = assertThrows(PlanException.class, () -> secrets.require(plan))
                    .getMessage();
            assertTrue(twice.contains("are the same"), twice);
        }
        try (PreparationSecrets makers = new PreparationSecrets(KeySet.makersDefault(), Optional.empty())) {
            assertThrows(PlanException.class, () -> makers.require(plan));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1D72CD9283FD55162722C6BEAA4DC187 740CAF | another KCV",
                "00000000000000000000000000000000 763CBC | all zeros",
                "1D72CD9283FD55162722C6BEAA4DC1 740CAE | no component",
            })
    void componentsAreComparedWithTheirKcv(String text, String because) {
        String message = assertThrows(PlanException.class, () -> KeyComponent.parse(text.toCharArray(), "component1"))
                .getMessage();
        assertTrue(message.startsWith("component1") && message.contains(because), message);
        assertFalse(message.contains("1D72"), message);
    }
}
