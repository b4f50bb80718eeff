package org.keyrack.ui.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.RackYaml;

/** What the table of the step Plan says of a pair is what is loaded by it. */
@Tag("window")
class PlanRemarksTest {
    @TempDir
    Path folder;

    @Test
    void aPairFitsTheModulesThatItIsLoadedIntoAndNoCopyNoStrangerAndNoneInLoading() throws Exception {
        String units = "[ " + RackYaml.modules(3, "0011223344556677") + ", " + RackYaml.copy("0011223344556678") + ", "
                + RackYaml.foreign("00000000000000f0") + ", " + RackYaml.loading("0000000000000111") + " ]";
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(units, "[]"))) {
            PlanModel model = OpenWindow.fx(() -> new PlanModel(rack.desk()));
            OpenWindow.until(() -> rack.desk().job().planProperty().get().isPresent());
            assertEquals(
                    List.of(2, 2),
                    OpenWindow.fx(() -> model.pairsProperty().get().stream()
                            .map(PlanPair::units)
                            .toList()));
        }
    }
}
