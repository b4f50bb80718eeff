package org.keyrack.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.Refusal;
import org.keyrack.journal.RunEvent.UnitEnded;
import org.keyrack.journal.RunEvent.UnitRefused;
import org.keyrack.plan.Plan;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.command.Instruction;
import org.keyrack.run.RunSummary;

/** The SN printed on a module against its card's, on a simulated rack. */
@Tag("rack")
class PrintedNumbersTest {
    private static final SerialNumber OTHER = SerialNumber.parse("00112233445566ff");
    private static final String PROFILE = "{name: Test, load: auto}";

    private static SlotView module(Rack rack, int index) {
        return rack.bench.view().slots().stream()
                .filter(slot -> slot.ei().isPresent())
                .toList()
                .get(index);
    }

    @Test
    void aModuleWhoseCardSaysAnotherSnIsRefusedAndTheOthersAreLoaded() throws Exception {
        try (Rack rack = Rack.of(3, "[]")) {
            rack.plan();
            SlotView swapped = module(rack, 1);
            rack.batches.printed().say(swapped, OTHER);
            SlotView genuine = module(rack, 2);
            rack.batches.printed().say(genuine, genuine.ei().orElseThrow().sn());
            Plan plan = rack.plan();
            assertEquals(
                    List.of(Refusal.Kind.PRINTED_OTHERWISE),
                    plan.refusals().stream().map(Refusal::kind).toList());
            assertEquals("0011 2233 4455 66FF", plan.refusals().get(0).detail());
            RunSummary summary = rack.start(plan, event -> {}).end().get(60, TimeUnit.SECONDS);
            assertEquals(2, summary.of(ModuleClass.DONE));
            assertEquals(1, summary.of(ModuleClass.REFUSED));
            assertEquals(0, rack.count(swapped.reader(), Instruction.INITIATE));
        }
    }

    @Test
    void whatIsScannedAfterThePlanCountsToo() throws Exception {
        try (Rack rack = Rack.of(2, "[]")) {
            Plan plan = rack.plan();
            rack.batches.printed().say(module(rack, 0), OTHER);
            InputException refused = assertThrows(InputException.class, () -> rack.start(plan, event -> {}));
            assertTrue(
                    refused.getMessage().startsWith("The SN printed on the module is 0011 2233 4455 66FF"),
                    refused.getMessage());
            assertEquals(0, rack.exports());
        }
    }

    @Test
    void aModuleThatComesInInContinuousModeIsComparedAndTheNextOneIsNot() throws Exception {
        try (Rack rack = Rack.of(1, "[]")) {
            Plan plan = rack.plan();
            String reader = module(rack, 0).reader();
            CompletableFuture<Boolean> done = new CompletableFuture<>();
            CompletableFuture<Boolean> again = new CompletableFuture<>();
            LoadRun load = rack.batches.start(plan, new Batches.Options("tester", true), event -> {
                rack.events.add(event);
                if (event instanceof UnitEnded && !done.complete(true)) {
                    again.complete(true);
                }
            });
            done.get(60, TimeUnit.SECONDS);
            CompletableFuture<Refusal> refused = new CompletableFuture<>();
            load.onRefusal(refused::complete);
            long before = rack.bench.view().insertion(reader);
            rack.batches.printed().say(new SlotView(reader, before, OptionalInt.empty(), new SlotCard.Empty()), OTHER);
            rack.cards.replaceUnit(reader);
            assertEquals(
                    Refusal.Kind.PRINTED_OTHERWISE,
                    refused.get(60, TimeUnit.SECONDS).kind());
            rack.cards.replaceUnit(reader);
            again.get(60, TimeUnit.SECONDS);
            load.finish();
            RunSummary summary = load.end().get(60, TimeUnit.SECONDS);
            assertEquals(2, summary.of(ModuleClass.DONE));
            assertEquals(1, rack.journal.of(UnitRefused.class).size());
        }
    }

    @Test
    void whatIsSaidIsForgottenWithTheModule() throws Exception {
        try (Rack rack = Rack.of(1, "[]")) {
            rack.plan();
            SlotView before = module(rack, 0);
            rack.batches.printed().say(before, OTHER);
            assertTrue(rack.batches.printed().refusal(before).isPresent());
            rack.cards.replaceUnit(before.reader());
            CompletableFuture<Boolean> replaced = new CompletableFuture<>();
            rack.bench.listen(view -> view.slot(before.reader())
                    .filter(slot ->
                            slot.insertion() != before.insertion() && slot.ei().isPresent())
                    .ifPresent(slot -> replaced.complete(true)));
            replaced.get(60, TimeUnit.SECONDS);
            rack.bench.awaitRead(Duration.ofSeconds(30));
            assertEquals(List.of(), rack.plan(PROFILE).refusals());
        }
    }
}
