package org.keyrack.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
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

    /**
     * Nobody, each person alone, and the operator with one of the others: with an AS at work, with one that was taken in the
     * middle of its preparation, and with one that he had in BLANK before its owners prepared it.
     */
    @ParameterizedTest
    @MethodSource("withoutDualControl")
    void whoeverLacksDualControlLearnsNoneFromAnAsWithoutLocks(Set<PinReference> pins, LifeCycleState taken)
            throws CardFailure {
        assertEquals(Optional.empty(), Walks.of(ReferenceAs::new, pins, taken).walk(0, WALKS / 3));
    }

    static Stream<Arguments> withoutDualControl() {
        return Stream.of(
                        Set.<PinReference>of(),
                        Set.of(PinReference.OPERATOR),
                        Set.of(PinReference.ADMINISTRATOR),
                        Set.of(PinReference.CUSTODIAN),
                        Set.of(PinReference.OPERATOR, PinReference.ADMINISTRATOR),
                        Set.of(PinReference.OPERATOR, PinReference.CUSTODIAN))
                .flatMap(pins -> Stream.of(LifeCycleState.OPERATIONAL, LifeCycleState.LOADING, LifeCycleState.BLANK)
                        .map(taken -> Arguments.of(pins, taken)));
    }

    /** What he plants in BLANK waits for the keys of its owners. */
    @Test
    void withoutDualControlWhoHadItInBlankLearnsOne() throws CardFailure {
        Walks walks = Walks.of(
                WeakenedAs.DUAL_CONTROL::blank,
                Set.of(PinReference.OPERATOR, PinReference.ADMINISTRATOR),
                LifeCycleState.BLANK);
        assertTrue(walks.walk(0, MOST_WALKS).isPresent());
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
