package org.keyrack;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** Holds the rooms table of docs/architecture.md: what each room may use, as lists of what is allowed, and nothing else. */
@AnalyzeClasses(packages = "org.keyrack", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    /** java.base but for reflection and cryptography, the logging interface, and the language that is shown. */
    private static final String[] ALWAYS = {
        "java.lang..",
        "java.util..",
        "java.io..",
        "java.nio..",
        "java.math..",
        "java.time..",
        "java.text..",
        "java.security..",
        "java.net..",
        "org.slf4j..",
        "org.keyrack.language.."
    };

    private static final String PROTOCOL_ROOM = "org.keyrack.protocol..";
    private static final String READER_PORT_ROOM = "org.keyrack.reader";
    private static final String WORLD_ROOM = "org.keyrack.world..";
    private static final String UNIT_ROOM = "org.keyrack.unit..";
    private static final String CARD_ROOM = "org.keyrack.card..";
    private static final String TOKEN_ROOM = "org.keyrack.token..";
    private static final String JOURNAL_ROOM = "org.keyrack.journal..";
    private static final String EVIDENCE_ROOM = "org.keyrack.evidence..";
    private static final String WITNESS_ROOM = "org.keyrack.witness..";
    private static final String ORDER_ROOM = "org.keyrack.order..";
    private static final String HOOK_ROOM = "org.keyrack.hook..";
    private static final String PRINTER_ROOM = "org.keyrack.printer..";
    private static final String PLAN_ROOM = "org.keyrack.plan..";
    private static final String RUN_ROOM = "org.keyrack.run..";
    private static final String PREPARE_ROOM = "org.keyrack.prepare..";
    private static final String LEDGER_ROOM = "org.keyrack.ledger..";
    private static final String REPORT_ROOM = "org.keyrack.report..";
    private static final String APP_ROOM = "org.keyrack.app..";
    private static final String MEASURE_ROOM = "org.keyrack.measure..";
    static final String FILES_ROOM = "org.keyrack.files..";
    private static final String YAML_ROOM = "org.keyrack.yaml..";
    private static final String JACKSON = "com.fasterxml.jackson..";

    /** What app hands out to whoever shows it. */
    static final String[] SHOWN_RECORDS = {
        APP_ROOM,
        PROTOCOL_ROOM,
        READER_PORT_ROOM,
        UNIT_ROOM,
        CARD_ROOM,
        JOURNAL_ROOM,
        PLAN_ROOM,
        RUN_ROOM,
        PREPARE_ROOM,
        LEDGER_ROOM,
        HOOK_ROOM,
        PRINTER_ROOM,
        EVIDENCE_ROOM,
        WITNESS_ROOM,
        ORDER_ROOM,
        REPORT_ROOM
    };

    static final String[] WINDOW_LIBRARIES = {
        "javafx..", "org.controlsfx..", "impl.org.controlsfx..", "atlantafx..", "org.kordamp.ikonli.."
    };

    static String[] joined(String[]... lists) {
        return Stream.of(lists).flatMap(Stream::of).toArray(String[]::new);
    }

    static String[] list(String... uses) {
        return uses;
    }

    static ArchRule room(String room, String... uses) {
        return classes()
                .that()
                .resideInAPackage("org.keyrack." + room)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(joined(ALWAYS, uses, list("org.keyrack." + room)))
                        .or(belongToAnyOf(byte[].class)))
                .as(room + " uses nothing but " + String.join(", ", uses));
    }

    @ArchTest
    static final ArchRule LANGUAGE = room("language..").because("every room speaks one language");

    @ArchTest
    static final ArchRule FILES = room("files..").because("every file that somebody names is read and written one way");

    @ArchTest
    static final ArchRule YAML = room(
                    "yaml..", JACKSON, "org.yaml.snakeyaml..", "java.lang.reflect..", "java.lang.annotation..")
            .because("profile, rack file and label template are written one way");

    @ArchTest
    static final ArchRule PROTOCOL =
            room("protocol..", "org.bouncycastle..").because("the protocol is shared by everything");

    @ArchTest
    static final ArchRule BOUNCY_CASTLE_IS_THE_CRYPTO_ROOMS = noClasses()
            .that(not(resideInAPackage("org.keyrack.protocol.crypto..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle..")
            .because(
                    "one room knows the cryptographic library, so that it can be exchanged and its secrets wiped there");

    @ArchTest
    static final ArchRule APPLETS_RUN_ON_A_CARD = classes()
            .that()
            .resideInAPackage("org.keyrack.applet..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java.lang..", "javacard..", "javacardx..", "org.keyrack.applet..")
            .because("the same source runs on a Java Card, which has nothing else");

    @ArchTest
    static final ArchRule UNIT =
            room("unit..", PROTOCOL_ROOM).because("a session speaks through the one-method channel");

    @ArchTest
    static final ArchRule CARD = room("card..", FILES_ROOM, PROTOCOL_ROOM)
            .because("what a GlobalPlatform host does needs a channel and AES, no more");

    @ArchTest
    static final ArchRule TOKEN = room(
                    "token..", FILES_ROOM, PROTOCOL_ROOM, UNIT_ROOM, "com.sun.jna..", "javax.crypto.spec..")
            .because("an AS that is no card knows its keys and its file, and no reader; javax.crypto.spec: keys of a"
                    + " keystore");

    @ArchTest
    static final ArchRule WORLD = room("world..").because("time and threads know nothing of keys");

    @ArchTest
    static final ArchRule JOURNAL = room("journal..", PROTOCOL_ROOM)
            .because("every producer of events can name them, and the ledger knows none");

    @ArchTest
    static final ArchRule EVIDENCE = room("evidence..", PROTOCOL_ROOM)
            .because("what is signed is checked from bytes alone, by an auditor who has no database");

    @ArchTest
    static final ArchRule WITNESS = room("witness..", PROTOCOL_ROOM, EVIDENCE_ROOM, FILES_ROOM)
            .because("what a witness saw is never in the database that it watches");

    @ArchTest
    static final ArchRule ORDER = room(
                    "order..", PROTOCOL_ROOM, EVIDENCE_ROOM, PLAN_ROOM, YAML_ROOM, "com.fasterxml.jackson.annotation..")
            .because("what was ordered is read from bytes alone; plan: an order says what is loaded as a profile does");

    @ArchTest
    static final ArchRule READER_PORT = room("reader", "org.keyrack.protocol.apdu..", UNIT_ROOM)
            .because(
                    "a reader moves bytes and knows no command; unit: an AS that is no card stands beside the readers");

    @ArchTest
    static final ArchRule PCSC = room(
                    "reader.pcsc..",
                    READER_PORT_ROOM,
                    "org.keyrack.protocol.apdu..",
                    "javax.smartcardio..",
                    "com.sun.jna..")
            .because("what the system's service needs is known here alone");

    @ArchTest
    static final ArchRule VIRTUAL_BENCH = room(
                    "reader.sim..",
                    READER_PORT_ROOM,
                    PROTOCOL_ROOM,
                    UNIT_ROOM,
                    CARD_ROOM,
                    "org.keyrack.applet..",
                    "com.licel..",
                    "javax.crypto..",
                    "javacard..",
                    "javax.smartcardio..",
                    JACKSON,
                    FILES_ROOM,
                    YAML_ROOM,
                    "jdk.net..")
            .because("virtual cards run the applets themselves; jdk.net: TCP_QUICKACK towards vpcd");

    @ArchTest
    static final ArchRule PLACES = room("reader.place..", READER_PORT_ROOM, "org.keyrack.protocol.apdu..", UNIT_ROOM)
            .because("a place of an AS that is no card stands among the readers and knows no token");

    @ArchTest
    static final ArchRule PLAN = room("plan..", PROTOCOL_ROOM, UNIT_ROOM, JOURNAL_ROOM, FILES_ROOM, YAML_ROOM, JACKSON)
            .because("a plan is a pure function");

    @ArchTest
    static final ArchRule RUN = room("run..", WORLD_ROOM, PROTOCOL_ROOM, UNIT_ROOM, JOURNAL_ROOM, PLAN_ROOM)
            .because("a run tells the journal and knows no ledger");

    @ArchTest
    static final ArchRule PREPARE = room(
                    "prepare..",
                    WORLD_ROOM,
                    PROTOCOL_ROOM,
                    UNIT_ROOM,
                    CARD_ROOM,
                    JOURNAL_ROOM,
                    FILES_ROOM,
                    YAML_ROOM,
                    "com.fasterxml.jackson.annotation..")
            .because("a preparation tells the journal and knows no ledger and no reader");

    @ArchTest
    static final ArchRule LEDGER = room(
                    "ledger..",
                    WORLD_ROOM,
                    PROTOCOL_ROOM,
                    JOURNAL_ROOM,
                    EVIDENCE_ROOM,
                    WITNESS_ROOM,
                    ORDER_ROOM,
                    "org.jdbi..",
                    "org.flywaydb..",
                    "org.sqlite..",
                    "org.postgresql..",
                    "org.apache.commons.csv..",
                    FILES_ROOM,
                    "java.sql..")
            .because("the ledger implements the journal and depends on none of its producers");

    @ArchTest
    static final ArchRule REPORT = room(
                    "report..",
                    PROTOCOL_ROOM,
                    JOURNAL_ROOM,
                    EVIDENCE_ROOM,
                    ORDER_ROOM,
                    LEDGER_ROOM,
                    "org.apache.pdfbox..",
                    "org.apache.fontbox..",
                    "org.apache.commons.csv..",
                    "com.google.zxing..",
                    FILES_ROOM,
                    YAML_ROOM,
                    JACKSON,
                    "java.awt..",
                    "javax.imageio..")
            .because("a report has the ledger as its only source, and orders and proofs as the ledger hands them out");

    @ArchTest
    static final ArchRule HOOK = room("hook..", PROTOCOL_ROOM, JOURNAL_ROOM, JACKSON)
            .because("what is told outside is picked from events, and the room can change nothing in a run");

    @ArchTest
    static final ArchRule PRINTER =
            room("printer..", FILES_ROOM).because("a printer is given finished pages and knows nothing of modules");

    @ArchTest
    static final ArchRule APP = room(
                    "app..",
                    WORLD_ROOM,
                    PROTOCOL_ROOM,
                    READER_PORT_ROOM,
                    UNIT_ROOM,
                    CARD_ROOM,
                    JOURNAL_ROOM,
                    PLAN_ROOM,
                    RUN_ROOM,
                    PREPARE_ROOM,
                    LEDGER_ROOM,
                    HOOK_ROOM,
                    PRINTER_ROOM,
                    EVIDENCE_ROOM,
                    ORDER_ROOM,
                    REPORT_ROOM,
                    FILES_ROOM,
                    JACKSON)
            .because("use cases are the same for window and command line, for real and virtual readers");

    @ArchTest
    static final ArchRule MEASURE = room("measure..", joined(SHOWN_RECORDS, list(JACKSON)))
            .because("speed is measured on what the product does");

    @ArchTest
    static final ArchRule CLI = room(
                    "cli..", joined(SHOWN_RECORDS, list(MEASURE_ROOM, FILES_ROOM, "picocli..", JACKSON)))
            .because("commands show what app hands out");

    @ArchTest
    static final ArchRule JAVAFX_IS_THE_WINDOWS = noClasses()
            .that(not(resideInAPackage("org.keyrack.ui..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(WINDOW_LIBRARIES)
            .because("the command line runs without a window's libraries");

    @ArchTest
    static final ArchRule ONLY_LAUNCH_KNOWS_THE_CONCRETE_READERS = noClasses()
            .that(not(resideInAnyPackage("org.keyrack.reader..", "org.keyrack.launch..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.keyrack.reader.pcsc..", "org.keyrack.reader.sim..", "org.keyrack.reader.place..")
            .because("wiring is done by hand in one place");

    @ArchTest
    static final ArchRule ONLY_LAUNCH_KNOWS_TOKENS = noClasses()
            .that(not(resideInAnyPackage(TOKEN_ROOM, "org.keyrack.launch..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(TOKEN_ROOM)
            .because("whoever loads a key asks an AS and cannot tell what it is");

    @ArchTest
    static final ArchRule NO_CYCLES_AT_ANY_DEPTH =
            slices().matching("org.keyrack.(**)").should().beFreeOfCycles().because("a circle of rooms is one room");
}
