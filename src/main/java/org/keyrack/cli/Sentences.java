package org.keyrack.cli;

import java.util.List;
import org.keyrack.app.CauseTexts;
import org.keyrack.journal.RunEvent.PauseChanged;
import org.keyrack.journal.RunEvent.PauseReason;
import org.keyrack.journal.UnitResult;
import org.keyrack.language.Wording;

/** What the command line says of a unit and of a pause. */
final class Sentences {
    private Sentences() {}

    static String of(UnitResult result, CauseTexts texts) {
        String keys = Wording.of("cli").say("progress.keys", result.loaded(), result.planned());
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
        return String.join(" ", lines(change));
    }

    /** The same, a reason a line. */
    static List<String> lines(PauseChanged change) {
        return change.paused()
                ? change.reasons().stream().map(Sentences::of).toList()
                : List.of(Wording.of("cli").get("pause.over"));
    }

    private static String of(PauseReason reason) {
        return Wording.of("cli").get("pause." + reason);
    }
}
