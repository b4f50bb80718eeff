package org.keyrack;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the rooms table of docs/architecture.md. */
@AnalyzeClasses(packages = "org.keyrack", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
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
        "org.slf4j.."
    };

    private static ArchRule room(String room, String... uses) {
        String[] allowed = new String[ALWAYS.length + uses.length + 1];
        System.arraycopy(ALWAYS, 0, allowed, 0, ALWAYS.length);
        System.arraycopy(uses, 0, allowed, ALWAYS.length, uses.length);
        allowed[allowed.length - 1] = "org.keyrack." + room + "..";
        return classes()
                .that()
                .resideInAPackage("org.keyrack." + room + "..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(allowed).or(JavaClass.Predicates.belongToAnyOf(byte[].class)))
                .as(room + " uses nothing but " + String.join(", ", uses));
    }

    @ArchTest
    // javax.crypto.spec is java.base: the host AS hands its image to the keystore as a SecretKeySpec.
    static final ArchRule PROTOCOL = room("protocol", "org.bouncycastle..", "javax.crypto.spec..");

    @ArchTest
    static final ArchRule BOUNCY_CASTLE_IS_THE_CRYPTO_ROOMS = noClasses()
            .that(not(resideInAPackage("org.keyrack.protocol.crypto..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle..");

    @ArchTest
    static final ArchRule APPLETS_RUN_ON_A_CARD = classes()
            .that()
            .resideInAPackage("org.keyrack.applet..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java.lang..", "javacard..", "javacardx..", "org.keyrack.applet..");

    @ArchTest
    static final ArchRule READER_PORT = classes()
            .that()
            .resideInAPackage("org.keyrack.reader")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.slf4j..", "org.keyrack.reader", "org.keyrack.protocol.apdu..");

    @ArchTest
    static final ArchRule PCSC = room(
            "reader.pcsc",
            "org.keyrack.reader",
            "org.keyrack.protocol.apdu..",
            "javax.smartcardio..",
            "jnasmartcardio..",
            "com.sun.jna..");

    @ArchTest
    static final ArchRule VIRTUAL_BENCH = room(
            "reader.sim",
            "org.keyrack.reader",
            "org.keyrack.protocol.apdu..",
            "org.keyrack.applet..",
            "com.licel..",
            "javax.crypto..",
            "javacard..",
            "javax.smartcardio..",
            "com.fasterxml..",
            "com.networknt..",
            "jdk.net..");

    @ArchTest
    static final ArchRule UNIT = room("unit", "org.keyrack.protocol..", "org.keyrack.reader");

    @ArchTest
    static final ArchRule PLAN =
            room("plan", "org.keyrack.protocol..", "org.keyrack.unit..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule RUN = room("run", "org.keyrack.protocol..", "org.keyrack.unit..", "org.keyrack.plan..");

    @ArchTest
    static final ArchRule LEDGER = room(
            "ledger",
            "org.keyrack.protocol..",
            "org.keyrack.plan..",
            "org.keyrack.run..",
            "org.jdbi..",
            "org.flywaydb..",
            "org.sqlite..",
            "org.apache.commons.csv..",
            "java.sql..");

    @ArchTest
    static final ArchRule APP = noClasses()
            .that()
            .resideInAPackage("org.keyrack.app..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.keyrack.reader.pcsc..",
                    "org.keyrack.reader.sim..",
                    "org.keyrack.cli..",
                    "org.keyrack.ui..",
                    "org.keyrack.launch..");

    @ArchTest
    static final ArchRule REPORT = room(
            "report",
            "org.keyrack.protocol..",
            "org.keyrack.ledger..",
            "org.apache.pdfbox..",
            "org.apache.fontbox..",
            "org.apache.commons.csv..",
            "com.google.zxing..",
            "com.fasterxml.jackson..",
            "java.awt..",
            "javax.imageio..");

    @ArchTest
    static final ArchRule CLI = noClasses()
            .that()
            .resideInAPackage("org.keyrack.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.keyrack.reader.pcsc..", "org.keyrack.reader.sim..", "org.keyrack.ui..", "javafx..");

    @ArchTest
    static final ArchRule JAVAFX_IS_THE_WINDOWS = noClasses()
            .that(not(resideInAPackage("org.keyrack.ui..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx..", "org.controlsfx..", "atlantafx..", "org.kordamp..");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("org.keyrack.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_THING_IS = noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils");
}
