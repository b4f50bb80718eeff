package org.keyrack.cli;

import java.util.stream.Collectors;
import org.keyrack.app.CauseTexts;
import org.keyrack.journal.RunEvent.PauseChanged;
import org.keyrack.journal.RunEvent.PauseReason;
import org.keyrack.journal.UnitResult;

/** What the command line says of a unit and of a pause. */
final class Sentences {
    private Sentences() {}

    static String of(UnitResult result, CauseTexts texts) {
        String keys = result.loaded() + " of " + result.planned() + " keys verified";
        String state =
                switch (result.state()) {
                    case DONE -> "DONE";
                    case FAILED -> "FAILED";
                    case UNKNOWN -> "UNKNOWN";
                    case STOPPED -> "STOPPED";
                };
        return state + ", " + keys
                + result.failure()
                        .map(failure -> ". " + texts.sentence(failure))
                        .orElse("");
    }

    /** How the run stands now: every reason for which it waits, or that it goes on. */
    static String of(PauseChanged change) {
        return change.paused()
                ? change.reasons().stream().map(Sentences::of).collect(Collectors.joining(" "))
                : "The run goes on.";
    }

    private static String of(PauseReason reason) {
        return switch (reason) {
            case OPERATOR -> "The run is paused.";
            case AS_LOST -> "The AS is gone. Put it back; the run waits for it.";
            case LEDGER_UNAVAILABLE ->
                "The ledger cannot be written. Free disk space or start the database; the run waits.";
        };
    }
}
