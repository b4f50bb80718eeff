package org.keyrack.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.keyrack.journal.CauseId;
import org.keyrack.journal.Failure;
import org.keyrack.protocol.ProtocolStep;
import org.keyrack.protocol.apdu.PinFailure;

class FailuresTest {
    @Test
    void aPinThatIsNotTakenIsAFailureOfItsOwnStep() {
        List<String> trace = List.of("00200080 Lc=8 > SW=63C2");
        assertEquals(
                new Failure(ProtocolStep.PIN, "VERIFY", OptionalInt.empty(), CauseId.PIN, trace),
                Failures.of(ProtocolStep.EXPORTKEY, "VERIFY", new PinFailure(2), trace));
    }

    /** What a person waits for at a bench, and how often a lost command is tried again. */
    @Test
    void aBenchWaitsFiveSecondsForAModuleAndTriesALostCommandTwiceAgain() {
        assertEquals(new RunSettings("Ada", 3, Duration.ofSeconds(5), 2, true), RunSettings.of("Ada", 3, true));
    }
}
