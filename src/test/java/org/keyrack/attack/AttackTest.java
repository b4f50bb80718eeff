package org.keyrack.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.reference.ReferenceAs;
import org.keyrack.protocol.reference.WeakenedAs;

/** With its rules an AS gives no key of before to whoever knows its PINs; without any one of them it does. */
class AttackTest {
    private static final int WALKS = 150;
    private static final int MOST_WALKS = 20_000;

    @Test
    void whoKnowsEveryPinLearnsNoKeyThatWasInACardBefore() throws CardFailure {
        assertEquals(Optional.empty(), Walks.withEveryPin(ReferenceAs::new).walk(0, WALKS));
    }

    @Test
    void whoKnowsNotTheCustodiansPinLearnsNoneFromAnAsWithoutLocks() throws CardFailure {
        assertEquals(
                Optional.empty(), Walks.withoutTheCustodian(ReferenceAs::new).walk(0, WALKS / 3));
    }

    /** Nobody, and each person alone, with an AS at work and with one that was taken in the middle of its preparation. */
    @ParameterizedTest
    @CsvSource({
        "OPERATIONAL,", "OPERATIONAL, OPERATOR", "OPERATIONAL, ADMINISTRATOR", "OPERATIONAL, CUSTODIAN",
        "LOADING,", "LOADING, OPERATOR", "LOADING, ADMINISTRATOR", "LOADING, CUSTODIAN"
    })
    void onePersonAloneLearnsNoneFromAnAsWithoutLocks(LifeCycleState taken, PinReference person) throws CardFailure {
        Set<PinReference> pins = person == null ? Set.of() : Set.of(person);
        assertEquals(Optional.empty(), Walks.of(ReferenceAs::new, pins, taken).walk(0, WALKS / 3));
    }

    @ParameterizedTest
    @EnumSource(WeakenedAs.class)
    void withoutTheRuleHeLearnsOne(WeakenedAs rule) throws CardFailure {
        Walks walks = rule == WeakenedAs.DUAL_CONTROL
                ? Walks.withoutTheCustodian(rule::blank)
                : Walks.withEveryPin(rule::blank);
        assertTrue(walks.walk(0, MOST_WALKS).isPresent());
    }
}
