package org.keyrack.ui.shell;

import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.ModuleCounts;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.rackstate.RunBoard;
import org.keyrack.ui.rackstate.RunState;

/**
 * Calls somebody who does not look at the window: a tone and a notification of the desktop, each by its setting, when a batch
 * is over, when it has lost a module, and when its AS is missing.
 */
final class Alerts {
    private final Desk desk;
    private int lost;

    private Alerts(Desk desk) {
        this.desk = desk;
    }

    /** Follows the batches of a desk, as long as the window is open. */
    static void follow(Desk desk) {
        Alerts alerts = new Alerts(desk);
        desk.runWatch().stateProperty().subscribe(alerts::changed);
        desk.job().board().changesProperty().subscribe(change -> alerts.count());
    }

    private void changed(RunState before, RunState now) {
        if (now.waitsForAs() && !before.waitsForAs()) {
            tell("as", desk.texts().get("alert.as.text"), false);
        } else if (now == RunState.ENDED && before.running()) {
            ModuleCounts modules = desk.job().board().modules();
            tell("ended", desk.causes().headline(modules), modules.notPassed() == 0);
        }
    }

    private void count() {
        RunBoard board = desk.job().board();
        int now = lost(board.modules());
        boolean more = now > lost && desk.runWatch().state().running();
        lost = now;
        // What the plan refuses Review has shown.
        if (more && desk.runWatch().state() != RunState.STARTING) {
            tell("lost", desk.causes().lost(board.modules()), false);
        }
    }

    private static int lost(ModuleCounts modules) {
        return modules.of(ModuleClass.FAILED) + modules.of(ModuleClass.UNKNOWN) + modules.of(ModuleClass.REFUSED);
    }

    private void tell(String what, String text, boolean good) {
        if (good) {
            desk.sounds().good();
        } else {
            desk.sounds().bad();
        }
        if (desk.settings().desktopNoticesProperty().get()) {
            String batch = desk.job()
                    .board()
                    .batch()
                    .map(begun -> String.valueOf(begun.batch()))
                    .orElse("");
            String title = desk.texts().format("alert." + what, batch);
            desk.background().run(() -> desk.context().desktop().show(title, text, !good));
        }
    }
}
