package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.attack.Walks;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;

/** The attacker who knows PINs, at two AS that are the applets themselves. */
class AppletAttackTest {
    private static final Random CARDS = new Random(20261130);

    /** Each draws numbers of its own, as a card does. */
    private static ApduChannel blank() {
        Card card = Card.as();
        card.random.always(new Random(CARDS.nextLong()));
        return command -> card.raw(command.bytes(true));
    }

    @Test
    void theAppletsGiveNoKeyOfBeforeToWhoeverKnowsEveryPin() throws CardFailure {
        assertEquals(
                Optional.empty(), Walks.withEveryPin(AppletAttackTest::blank).walk(0, 6));
    }

    @Test
    @Tag("rack")
    void norInManyWalksOrWithoutTheCustodian() throws CardFailure {
        assertEquals(
                Optional.empty(), Walks.withEveryPin(AppletAttackTest::blank).walk(1000, 200));
        assertEquals(
                Optional.empty(),
                Walks.withoutTheCustodian(AppletAttackTest::blank).walk(1000, 50));
    }

    @ParameterizedTest
    @EnumSource
    @Tag("rack")
    void norToOnePersonAloneWhetherTheAsIsAtWorkOrInItsPreparation(PinReference person) throws CardFailure {
        for (LifeCycleState taken : List.of(LifeCycleState.OPERATIONAL, LifeCycleState.LOADING)) {
            assertEquals(
                    Optional.empty(),
                    Walks.of(AppletAttackTest::blank, Set.of(person), taken).walk(2000, 30));
        }
    }
}
