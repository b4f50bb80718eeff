package org.keyrack.reader.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.card.CardContents;
import org.keyrack.card.CardLifeCycle;
import org.keyrack.card.IssuerDomain;
import org.keyrack.card.KeySet;
import org.keyrack.journal.PreparationEvent.Result;
import org.keyrack.prepare.CardAccess;
import org.keyrack.prepare.CardPlan;
import org.keyrack.prepare.PreparationSecrets;
import org.keyrack.prepare.PreparationSummary;
import org.keyrack.prepare.Workshop;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;

/**
 * A card of the same issuer put in the place of the one at work, between any two commands and faster than the reader looks:
 * the handle goes on and reaches the other. Nothing that was meant for the one is done to the other.
 */
@Tag("rack")
class SwappedPreparationTest {
    private static final int MOST_COMMANDS = 200;

    @TempDir
    private Path folder;

    /** The handle to one card that reaches another from the n-th command on. */
    private record Swapped(BlankCard first, BlankCard other, int after) implements CardAccess {
        @Override
        public OpenCard open(String reader) {
            first.powerOn();
            other.powerOn();
            ApduChannel one = BlankCards.channel(first);
            ApduChannel two = BlankCards.channel(other);
            int[] sent = {0};
            return new OpenCard() {
                @Override
                public ResponseApdu transmit(CommandApdu command) throws LinkFailure, ProtocolFailure {
                    return (sent[0]++ < after ? one : two).transmit(command);
                }

                @Override
                public void close() {
                    first.powerOff();
                    other.powerOff();
                }
            };
        }
    }

    /** A card on which the issuer has put the package and keys of its own. */
    private static BlankCard loaded() throws Exception {
        BlankCard card = BlankCards.usual();
        ApduChannel channel = BlankCards.channel(card);
        try (KeySet makers = KeySet.makersDefault();
                KeySet fresh = Workshop.freshKeys();
                CardContents contents = IssuerDomain.select(channel).open(makers)) {
            contents.load(BlankCards.cap(), block -> {});
            contents.replaceKeys(fresh, makers);
        }
        return card;
    }

    private static boolean isUntouched(BlankCard card) throws Exception {
        card.powerOn();
        try (KeySet fresh = Workshop.freshKeys();
                CardContents contents =
                        IssuerDomain.select(BlankCards.channel(card)).open(fresh)) {
            return contents.applications().isEmpty() && contents.lifeCycle() == CardLifeCycle.OP_READY;
        }
    }

    @Test
    void nothingReachesACardThatWasNotRead() throws Exception {
        CardPlan plan = Workshop.modulePlan("{ counter: \"00112233\" }");
        try (Workshop workshop = new Workshop(folder);
                PreparationSecrets secrets = Workshop.secrets(plan, Workshop.freshKeys())) {
            for (int after = 1; after < MOST_COMMANDS; after++) {
                BlankCard first = loaded();
                BlankCard other = loaded();
                PreparationSummary summary =
                        workshop.prepare(plan, secrets, new Swapped(first, other, after), "Reader 1");
                if (isUntouched(other)) {
                    if (summary.count(Result.DONE) == 1) {
                        return;
                    }
                } else {
                    assertEquals(1, summary.count(Result.DONE), "after " + after + " commands: " + summary.cards());
                    assertTrue(isUntouched(first), "after " + after + " commands: " + summary.cards());
                }
            }
        }
        throw new AssertionError("a preparation has no end");
    }
}
