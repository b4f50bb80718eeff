package org.keyrack.ui.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.app.Batches;
import org.keyrack.app.BenchView;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.RackYaml;
import org.keyrack.ui.desk.StepName;

/** Plan offers to replace T where modules hold an older one than the AS can give. */
@Tag("window")
class RotationOfferTest {
    private static final String SETS = """
            sets:
              - { slot: 1, transportKey: "000102030405060708090a0b0c0d0e0f", version: 1 }
              - { slot: 2, transportKey: "303132333435363738393a3b3c3d3e3f", version: 2 }
            as:
              id: "00000001"
              label: Test AS
              operatorPin: "123456"
              adminPin: "87654321"
              keys:
                - { ref: 3, label: ONE, appId: "0101", type: AES-128, version: 2,
                    value: "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf" }
                - { ref: 7, appId: "0000", type: AES-128, version: 2,
                    value: "303132333435363738393a3b3c3d3e3f", transport: true }
            """;

    /** Three modules with the older T, of which the second refuses the first try; one has the newer T already. */
    private static final String RACK = SETS
            + "units: [ " + RackYaml.modules(3, "0011223344556677") + ", "
            + RackYaml.modules(1, "0000000000000222").replace("{ count", "{ slot: 2, count") + " ]\n"
            + "timing: none\nfaults: [ { unit: 2, command: IMPORTKEY, nth: 1, do: statusWord, sw: \"6988\" } ]\n";

    @TempDir
    Path folder;

    private static String said(RackWindow rack) {
        Label label = rack.window().find("plan-rotation", Label.class);
        return OpenWindow.fx(() -> shown(label) ? label.getText() : "");
    }

    private static boolean shown(Node node) {
        return node.getParent().isVisible();
    }

    private static List<Integer> versions(RackWindow rack) {
        return OpenWindow.fx(() -> rack.desk().bench().view().eiUnits().stream()
                .map(unit -> unit.identity().tVersion())
                .toList());
    }

    private static void plan(RackWindow rack) {
        OpenWindow.until(() -> rack.desk().navigator().go(StepName.PLAN));
    }

    @Test
    void olderTIsReplacedFromPlanAndTheProfileBeforeComesBack() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RACK)) {
            plan(rack);
            OpenWindow.until(
                    () -> said(rack).equals("3 modules in the rack hold an older T than this AS can give: version 2."));
            String before = OpenWindow.fx(() ->
                    rack.desk().job().profileProperty().get().orElseThrow().name());
            assertEquals(
                    "Replace T in 3 modules",
                    rack.window().find("plan-rotate", Button.class).getText());
            rack.window().click("plan-rotate");
            OpenWindow.until(() -> rack.desk()
                    .job()
                    .planProperty()
                    .get()
                    .filter(plan -> plan.keys() == 3 && plan.unitsWithWork() == 3)
                    .isPresent());
            assertEquals("T alone is replaced now, and no application key is loaded.", said(rack));
            rack.window().press(KeyCode.CONTROL, KeyCode.ENTER);
            OpenWindow.until(() -> rack.desk().navigator().currentProperty().get() == StepName.REVIEW);
            rack.window().press(KeyCode.CONTROL, KeyCode.ENTER);
            rack.awaitEnd();
            OpenWindow.until(() -> rack.desk().navigator().currentProperty().get() == StepName.RESULTS);
            OpenWindow.until(() -> versions(rack).equals(List.of(2, 1, 2, 2)));
            assertEquals(
                    1,
                    OpenWindow.fx(() -> rack.board().units().stream()
                            .filter(unit -> unit.failure().isPresent())
                            .count()),
                    "each module has its outcome");

            plan(rack);
            assertEquals(
                    "Back to “" + before + "”",
                    rack.window().find("plan-rotate", Button.class).getText());
            rack.window().click("plan-rotate");
            OpenWindow.until(
                    () -> said(rack).equals("1 module in the rack holds an older T than this AS can give: version 2."));
            assertTrue(OpenWindow.fx(() -> rack.desk()
                    .job()
                    .profileProperty()
                    .get()
                    .filter(profile -> profile.name().equals(before))
                    .isPresent()));
            rack.window().click("plan-rotate");
            OpenWindow.until(() -> rack.desk()
                    .job()
                    .planProperty()
                    .get()
                    .filter(plan -> plan.keys() == 1)
                    .isPresent());
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.REVIEW));
            rack.window().press(KeyCode.CONTROL, KeyCode.ENTER);
            OpenWindow.until(() -> versions(rack).equals(List.of(2, 2, 2, 2)));
            plan(rack);
            rack.window().click("plan-rotate");
            OpenWindow.until(() -> said(rack).isEmpty());
            BenchView view = OpenWindow.fx(() -> rack.desk().bench().view());
            assertTrue(
                    RotationOffer.due(Batches.leading(view).orElseThrow(), view.eiUnits(), () -> fail("asked"))
                            .isEmpty(),
                    "the ledger is not asked for every module that there ever was while none here is due");
        }
    }
}
