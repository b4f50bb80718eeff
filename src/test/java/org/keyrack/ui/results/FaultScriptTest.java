package org.keyrack.ui.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.journal.ModuleClass;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.results.TroubleGroup.Kind;

/** Every fault of a rack file's script, as the operator sees it at the end of the batch. */
@Tag("window")
class FaultScriptTest {
    private static final String AUTO = "{name: Test, load: auto}";

    @TempDir
    Path folder;

    private RackWindow loaded(String fault) throws Exception {
        RackWindow rack = RackWindow.open(folder, RackWindow.rack(3, "none", "[ " + fault + " ]"));
        rack.start(AUTO, false);
        rack.awaitEnd();
        OpenWindow.until(() -> rack.desk().navigator().currentProperty().get() == StepName.RESULTS);
        return rack;
    }

    private static String headline(RackWindow rack) {
        return OpenWindow.fx(
                () -> rack.window().find("results-headline", Label.class).getText());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            { unit: 2, command: IMPORTKEY, do: hang, for: 60000 }            | UNKNOWN | The module took too long and has not answered yet. Take it out
            { unit: 2, command: INITIATE, do: hang, for: 60000 }             | FAILED  | The module took too long and has not answered yet. Take it out
            { unit: 2, command: INITIATE, do: repeatRandom }                 | FAILED  | The module repeated its random number: its generator is stuck. Set it aside
            { unit: 2, command: INITIATE, do: bareSuccess }                  | FAILED  | answer to INITIATE breaks the protocol. Set it aside
            { unit: 2, command: INITIATE, do: statusWord, sw: "6F00" }       | FAILED  | 6F00
            { unit: 2, command: INITIATE, do: pull }                         | FAILED  | The module was taken out while it was in work. Put it back
            { as: 1, command: EXPORTKEY, nth: 2, do: statusWord, sw: "6986" } | FAILED  | 6986
            { as: 1, command: EXPORTKEY, nth: 2, do: statusWord, sw: "6300" } | FAILED  | 6300
            """)
    void oneModuleIsInItsGroupWithItsSentence(String fault, Kind kind, String sentence) throws Exception {
        try (RackWindow rack = loaded(fault)) {
            assertEquals("1 of 3 " + kind.name().toLowerCase(Locale.ROOT), headline(rack));
            assertEquals(2, rack.count(ModuleClass.DONE));
            ListView<?> list = rack.window().find("results-list", ListView.class);
            TroubleGroup group =
                    OpenWindow.fx(() -> ((TroubleRow) list.getItems().get(0)).group());
            assertEquals(kind, group.kind(), group.sentence());
            assertEquals(1, group.troubles().size());
            assertTrue(group.sentence().contains(sentence), group.sentence());
        }
    }

    /** What KeyRack settles by itself, through the receipt or a fresh R: nothing is left to do, and nothing counts twice. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ unit: 2, command: IMPORTKEY, do: answerLost }",
                "{ unit: 2, command: IMPORTKEY, do: commandLost }",
                "{ unit: 2, command: INITIATE, do: commandLost }",
                "{ unit: 2, command: IMPORTKEY, do: tear, write: 3 }",
                "{ unit: 2, command: IMPORTKEY, do: tear, write: 1 }",
                "{ unit: 2, command: IMPORTKEY, do: wrongBytes }",
                "{ unit: 2, command: IMPORTKEY, do: wrongLength }",
                "{ unit: 2, command: IMPORTKEY, do: flipAnswerBit, bit: 40 }",
                "{ as: 1, command: EXPORTKEY, nth: 2, do: statusWord, sw: \"6C50\" }",
                "{ as: 1, command: EXPORTKEY, nth: 2, do: statusWord, sw: \"6120\" }"
            })
    void whatIsSettledByItselfLeavesNoTrouble(String fault) throws Exception {
        try (RackWindow rack = loaded(fault)) {
            assertEquals("3 modules done, every key verified", headline(rack));
            assertEquals(6, OpenWindow.fx(() -> rack.board().keysLoaded()));
        }
    }
}
