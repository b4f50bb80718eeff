package org.keyrack.ui.run;

import javafx.beans.value.ObservableValue;
import org.keyrack.ui.rackstate.RunBoard;

/** When the steps of a batch are open. */
public final class RunGuards {
    private RunGuards() {}

    /** Why Run is closed: no batch was begun. */
    public static ObservableValue<String> begun(RunBoard board) {
        return board.changesProperty().map(change -> board.plan().isPresent() ? "" : "run.closed");
    }

    /** Whether a batch has ended. */
    public static ObservableValue<Boolean> ended(RunBoard board) {
        return board.changesProperty().map(change -> board.end().isPresent());
    }

    /** Why Results is closed: no batch has ended, and none that runs has lost a module. */
    public static ObservableValue<String> results(RunBoard board) {
        return board.changesProperty()
                .map(change -> board.end().isPresent() || board.lostModule() ? "" : "results.closed");
    }

    /** Whether every module of a batch that has ended is done. */
    public static ObservableValue<Boolean> allDone(RunBoard board) {
        return board.changesProperty()
                .map(change -> board.end().isPresent()
                        && board.modules().seen() > 0
                        && board.modules().notPassed() == 0);
    }
}
