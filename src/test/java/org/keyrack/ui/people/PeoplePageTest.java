package org.keyrack.ui.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.controlsfx.control.ToggleSwitch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.ledger.Person;
import org.keyrack.ledger.Person.Role;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.VirtualRack;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.rackstate.WorkSession.State;

/** The first supervisor makes himself in the window, adds the others, and lets somebody leave. */
@Tag("window")
class PeoplePageTest {
    @TempDir
    Path folder;

    private static void fill(PeopleBench bench, Person person) {
        OpenWindow.fx(() -> {
            bench.window.find("people-new-id", TextField.class).setText(person.id());
            bench.window.find("people-new-name", TextField.class).setText(person.name());
            return true;
        });
        bench.type("people-new-pin", PeopleBench.pin(person));
        bench.type("people-new-again", PeopleBench.pin(person));
    }

    private static void role(PeopleBench bench, Role role) {
        OpenWindow.fx(() -> {
            @SuppressWarnings("unchecked")
            ComboBox<Role> roles = bench.window.find("people-new-role", ComboBox.class);
            roles.setValue(role);
            return true;
        });
    }

    private static List<Person> known(PeopleBench bench) {
        return bench.ledger().people().all();
    }

    private static void listed(PeopleBench bench, int count) {
        OpenWindow.until(() -> bench.window.scene().lookup("#people-table") instanceof TableView<?> table
                && table.getItems().size() == count);
    }

    @Test
    void theFirstSupervisorMakesHimselfAddsOthersAndTheyLeave() throws Exception {
        try (PeopleBench bench = PeopleBench.open(folder, VirtualRack.of(1))) {
            assertEquals(State.FREE, OpenWindow.fx(() -> bench.desk().session().state()));
            bench.window.go(StepName.SETTINGS);
            bench.window.click("settings-people");
            OpenWindow.until(() ->
                    bench.window.find("people-hint", Label.class).getText().startsWith("Nobody is known yet"));
            fill(bench, PeopleBench.ADA);
            bench.window.click("primary");
            listed(bench, 1);
            assertEquals(List.of(PeopleBench.ADA), known(bench));
            assertEquals(
                    Optional.of(PeopleBench.ADA),
                    OpenWindow.fx(() -> bench.desk().session().person()),
                    "who has made himself has signed in by that");
            fill(bench, PeopleBench.BO);
            bench.window.click("primary");
            listed(bench, 2);
            fill(bench, PeopleBench.CY);
            role(bench, Role.SUPERVISOR);
            bench.window.click("primary");
            listed(bench, 3);
            // From the second supervisor on it is released by the other one.
            fill(bench, PeopleBench.DEE);
            bench.window.click("primary");
            bench.enter(PeopleBench.ADA.id(), PeopleBench.pin(PeopleBench.ADA));
            OpenWindow.until(() -> bench.said().startsWith("4711 is the one who does it"));
            assertEquals(3, known(bench).size());
            bench.enter(PeopleBench.CY.id(), PeopleBench.pin(PeopleBench.CY));
            listed(bench, 4);
            OpenWindow.fx(() -> {
                bench.window
                        .find("people-table", TableView.class)
                        .getSelectionModel()
                        .select(1);
                return true;
            });
            bench.window.click("people-withdraw");
            bench.enter(PeopleBench.CY.id(), PeopleBench.pin(PeopleBench.CY));
            listed(bench, 3);
            assertFalse(known(bench).contains(PeopleBench.BO));
            String last = bench.lines("person").get(4);
            assertTrue(
                    last.contains("\"withdrawn\":true")
                            && last.contains("\"by\":\"4711\"")
                            && last.contains("\"releasedBy\":\"4713\""),
                    last);
        }
    }

    @Test
    void aBenchOfOneSaysThatItHasOneUserAndItIsRecorded() throws Exception {
        PeopleBench.people(folder, PeopleBench.ADA);
        try (PeopleBench bench = PeopleBench.open(folder, VirtualRack.of(1))) {
            bench.signIn(PeopleBench.ADA);
            bench.window.go(StepName.PEOPLE);
            listed(bench, 1);
            OpenWindow.fx(() -> {
                bench.window.find("people-sign-in", ToggleSwitch.class).setSelected(false);
                return true;
            });
            OpenWindow.until(() -> bench.desk().session().state() == State.FREE);
            assertTrue(bench.lines("sign-in").get(0).contains("\"on\":false"));
            assertTrue(OpenWindow.fx(() -> bench.desk().navigator().go(StepName.ASCARD)));
        }
    }

    @Test
    void anOperatorChangesNobodyAndASupervisorDoesSoWithoutTakingOver() throws Exception {
        PeopleBench.people(folder, PeopleBench.ADA, PeopleBench.BO);
        try (PeopleBench bench = PeopleBench.open(folder, VirtualRack.of(1))) {
            bench.signIn(PeopleBench.BO);
            bench.window.go(StepName.PEOPLE);
            listed(bench, 2);
            fill(bench, PeopleBench.DEE);
            bench.window.click("primary");
            bench.enter(PeopleBench.ADA.id(), PeopleBench.pin(PeopleBench.ADA));
            listed(bench, 3);
            assertTrue(bench.lines("person").get(2).contains("\"by\":\"4711\""));
            assertEquals(
                    Optional.of(PeopleBench.BO),
                    OpenWindow.fx(() -> bench.desk().session().person()));
        }
    }
}
