package org.keyrack.reader.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.card.CardContents;
import org.keyrack.card.CardLifeCycle;
import org.keyrack.card.IssuerDomain;
import org.keyrack.journal.PreparationEvent.Result;
import org.keyrack.prepare.AsPlan;
import org.keyrack.prepare.CardAccess;
import org.keyrack.prepare.CardPlan;
import org.keyrack.prepare.PreparationSummary;
import org.keyrack.prepare.PreparedFiles;
import org.keyrack.prepare.Workshop;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.unit.AsAdministration;
import org.keyrack.unit.EiAdministration;

/**
 * Power torn in the middle of each non-volatile write of a preparation, of the issuer's side and of the applet's: the same
 * preparation, done again, finishes the card, and the module has the SN that it was given first.
 */
@Tag("rack")
class TornPreparationTest {
    private static final int MOST_WRITES = 1_000;

    @TempDir
    private Path folder;

    /** The one card of this bench. */
    private record OneCard(BlankCard card) implements CardAccess {
        @Override
        public OpenCard open(String reader) {
            card.powerOn();
            ApduChannel channel = BlankCards.channel(card);
            return OpenCard.of(channel, card::powerOff);
        }
    }

    /** Tears once, as soon as the card is written to for the n-th time. */
    private static final class Torn implements CardAccess {
        private final OneCard bench;
        private final int write;

        Torn(OneCard bench, int write) {
            this.bench = bench;
            this.write = write;
        }

        @Override
        public OpenCard open(String reader) {
            OpenCard open = bench.open(reader);
            bench.card().tearAt(write);
            return open;
        }
    }

    private interface Prepared {
        void check(int write, ApduChannel card, PreparationSummary summary) throws Exception;
    }

    private int tearEachWrite(CardPlan plan, Prepared prepared) throws Exception {
        try (Workshop workshop = new Workshop(folder)) {
            for (int write = 1; write < MOST_WRITES; write++) {
                OneCard bench = new OneCard(BlankCards.usual());
                PreparationSummary torn = workshop.prepare(plan, new Torn(bench, write), "Reader 1");
                PreparationSummary again = workshop.prepare(plan, bench, "Reader 1");
                assertTrue(again.complete(), "after write " + write + ": " + again.cards());
                try (CardAccess.OpenCard card = bench.open("Reader 1")) {
                    try (CardContents contents = IssuerDomain.select(card).open(Workshop.freshKeys())) {
                        assertEquals(CardLifeCycle.SECURED, contents.lifeCycle());
                    }
                    prepared.check(write, card, again);
                }
                if (torn.count(Result.DONE) == 1) {
                    return write;
                }
            }
        }
        throw new AssertionError("a preparation has no end");
    }

    @Test
    void moduleIsFinishedWithTheSnThatItWasGiven() throws Exception {
        int[] given = {0};
        CardPlan plan = Workshop.modulePlan("{ counter: \"00112233\" }");
        int writes = tearEachWrite(plan, (write, card, summary) -> {
            SerialNumber expected = SerialNumber.parse(String.format("00112233%08x", ++given[0]));
            try (EiAdministration module = EiAdministration.select(card)) {
                assertEquals(expected, module.identity().sn(), "after write " + write);
                assertEquals(LifeCycleState.OPERATIONAL, module.identity().state());
                assertEquals(4, module.locations().size());
            }
            assertEquals(Optional.of(expected), summary.cards().get(0).card().sn());
        });
        assertTrue(writes > 40, "only " + writes + " writes");
    }

    @Test
    void asIsFinishedWithAllItsKeys() throws Exception {
        tearEachWriteOfAs(Workshop.asPlan());
    }

    /** Its KBK is there before its keys; one that stays in LOADING has no Kperso. */
    @ParameterizedTest
    @EnumSource(names = {"LOADING", "OPERATIONAL"})
    void asWithABackupKeyIsFinishedWithAllItsKeys(LifeCycleState state) throws Exception {
        tearEachWriteOfAs(Workshop.asPlan(PreparedFiles.asPlanWithBackup(state)));
    }

    private void tearEachWriteOfAs(AsPlan plan) throws Exception {
        int writes = tearEachWrite(plan, (write, card, summary) -> {
            try (AsAdministration as = AsAdministration.select(card)) {
                assertEquals(plan.state(), as.identity().state());
                assertEquals(plan.label(), as.identity().label(), "after write " + write);
                assertEquals(2, as.identity().slots().size(), "after write " + write);
                assertEquals(5, as.keys().size(), "after write " + write);
            }
        });
        assertTrue(writes > 60, "only " + writes + " writes");
    }
}
