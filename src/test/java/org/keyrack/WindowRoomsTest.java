package org.keyrack;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.keyrack.ArchitectureTest.FILES_ROOM;
import static org.keyrack.ArchitectureTest.SHOWN_RECORDS;
import static org.keyrack.ArchitectureTest.WINDOW_LIBRARIES;
import static org.keyrack.ArchitectureTest.joined;
import static org.keyrack.ArchitectureTest.list;
import static org.keyrack.ArchitectureTest.room;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** The window's part of the rooms table: each step is a room. */
@AnalyzeClasses(packages = "org.keyrack", importOptions = DoNotIncludeTests.class)
class WindowRoomsTest {
    /** A room of the window: the records that app hands out, JavaFX, and the rooms of the window that are named. */
    private static ArchRule window(String room, String... rooms) {
        String[] named = Stream.of(rooms).map(name -> "org.keyrack.ui." + name).toArray(String[]::new);
        return room("ui." + room, joined(SHOWN_RECORDS, WINDOW_LIBRARIES, named))
                .because("a step is built from what is below it, and only the shell knows every step");
    }

    @ArchTest
    static final ArchRule KIT = room("ui.kit..", joined(WINDOW_LIBRARIES, list("javax.sound.sampled..")))
            .because("the pieces know nothing of KeyRack");

    @ArchTest
    static final ArchRule SETTINGS = room(
                    "ui.settings..", joined(WINDOW_LIBRARIES, list("org.keyrack.ui.kit..", FILES_ROOM)))
            .because("settings are values");

    @ArchTest
    static final ArchRule RACKSTATE = window("rackstate..", "kit..", "settings..");

    @ArchTest
    static final ArchRule DESK = window("desk..", "kit..", "settings..", "rackstate..");

    private static final String[] BASE = {"kit..", "settings..", "rackstate..", "desk.."};

    @ArchTest
    static final ArchRule PEOPLE = window("people..", BASE);

    @ArchTest
    static final ArchRule SUPERVISION = window("supervision..", joined(BASE, list("people..")));

    @ArchTest
    static final ArchRule TILES = window("tiles..", BASE);

    @ArchTest
    static final ArchRule REPORTS = window("reports..", BASE);

    @ArchTest
    static final ArchRule PREFERENCES = window("preferences..", BASE);

    @ArchTest
    static final ArchRule ABOUT = window("about..", BASE);

    @ArchTest
    static final ArchRule CARE = window("care..", joined(BASE, list("people..", "reports..")));

    @ArchTest
    static final ArchRule AS_CARD = window("ascard..", joined(BASE, list("people..", "care..")));

    @ArchTest
    static final ArchRule BENCH = window("bench..", BASE);

    @ArchTest
    static final ArchRule FIRST_RUN = window("firstrun..", BASE);

    @ArchTest
    static final ArchRule LOG = window("log..", BASE);

    @ArchTest
    static final ArchRule FLOOR = window("floor..", BASE);

    @ArchTest
    static final ArchRule TRAINING = window("training..", BASE);

    @ArchTest
    static final ArchRule HISTORY = window("history..", joined(BASE, list("reports..", "care..", "supervision..")));

    @ArchTest
    static final ArchRule RACK = window("rack..", joined(BASE, list("tiles..")));

    @ArchTest
    static final ArchRule RUN_STEP = window("run..", joined(BASE, list("people..", "tiles..")));

    @ArchTest
    static final ArchRule PREPARATION = window("prepare..", joined(BASE, list("tiles..")));

    @ArchTest
    static final ArchRule CARDS = window("cards..", joined(BASE, list("tiles..", "prepare..")));

    @ArchTest
    static final ArchRule PREPARE_AS = window("prepareas..", joined(BASE, list("prepare..")));

    @ArchTest
    static final ArchRule MODULES = window("modules..", joined(BASE, list("prepare..")));

    @ArchTest
    static final ArchRule CEREMONY = window("ceremony..", joined(BASE, list("prepare..")));

    @ArchTest
    static final ArchRule SCOPE = window("scope..", joined(BASE, list("people..", "history..")));

    @ArchTest
    static final ArchRule PLAN_STEP = window("plan..", joined(BASE, list("scope..", "supervision..")));

    @ArchTest
    static final ArchRule REVIEW = window("review..", joined(BASE, list("scope..")));

    @ArchTest
    static final ArchRule RESULTS =
            window("results..", joined(BASE, list("people..", "scope..", "tiles..", "reports..")));

    @ArchTest
    static final ArchRule EVERY_ROOM_OF_THE_WINDOW_IS_NAMED = classes()
            .that()
            .resideInAPackage("org.keyrack.ui..")
            .should()
            .resideInAnyPackage(Stream.of(
                            "kit,settings,rackstate,desk,people,tiles,reports,preferences,about,ascard,bench,firstrun,log"
                                    .split(","),
                            "care,supervision,history,rack,run,scope,plan,review,results,prepare,cards,prepareas,modules,ceremony,training,floor,shell"
                                    .split(","))
                    .flatMap(Stream::of)
                    .map(name -> "org.keyrack.ui." + name + "..")
                    .toArray(String[]::new))
            .because("a new step is a room of its own with a row here");
}
