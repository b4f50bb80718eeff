package org.keyrack.reader.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.prepare.ModulePlan;
import org.keyrack.prepare.PlanException;
import org.keyrack.prepare.PreparationSummary;
import org.keyrack.prepare.PreparedFiles;
import org.keyrack.prepare.Workshop;
import org.keyrack.unit.AsSession;
import org.keyrack.unit.AsUnit;
import org.keyrack.unit.EiAdministration;

/** Plans that fill more than what units have room for from their installation. */
@Tag("rack")
class FullPreparationTest {
    private static final int FIRST_REF = 100;

    @TempDir
    private Path folder;

    private static String lines(int count, String line) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format(line, FIRST_REF + i))
                .collect(Collectors.joining());
    }

    private static String modules(int more) {
        return PreparedFiles.modulePlan("{ counter: \"00112233\" }")
                + lines(more, "  - { ref: %d, appId: \"0404\", types: [AES-128] }%n");
    }

    private static String as(int more) {
        return PreparedFiles.asPlan() + lines(more, "  - { ref: %d, appId: \"0404\", type: AES-128, version: 1 }%n");
    }

    private PreparationSummary prepare(BlankCard card, ModulePlan plan) throws Exception {
        try (Workshop workshop = new Workshop(folder)) {
            return workshop.prepare(plan, new BlankSlots(card), BlankSlots.reader(1));
        }
    }

    @Test
    void moduleHasAllLocationsOfAPlanOfForty() throws Exception {
        BlankCard card = BlankCards.usual();
        PreparationSummary summary = prepare(card, Workshop.modulePlanOf(modules(36)));
        assertTrue(summary.complete(), summary.cards().toString());
        card.powerOn();
        try (EiAdministration module = EiAdministration.select(BlankCards.channel(card))) {
            assertEquals(40, module.locations().size());
        }
    }

    @Test
    void asHasAllKeysOfAPlanOfForty() throws Exception {
        BlankCard card = BlankCards.usual();
        try (Workshop workshop = new Workshop(folder)) {
            PreparationSummary summary =
                    workshop.prepare(Workshop.asPlan(as(35)), new BlankSlots(card), BlankSlots.reader(1));
            assertTrue(summary.complete(), summary.cards().toString());
        }
        card.powerOn();
        assertEquals(
                40,
                AsUnit.read("Reader 1", AsSession.select(BlankCards.channel(card)))
                        .keys()
                        .size());
    }

    @Test
    void planOfMoreThanAUnitCanTellIsRefused() {
        assertThrows(PlanException.class, () -> Workshop.modulePlanOf(modules(252)));
        assertThrows(PlanException.class, () -> Workshop.asPlan(as(251)));
    }
}
