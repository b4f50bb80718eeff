package org.keyrack;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What holds in every room alike: locales, the World's clock and threads, names. */
@AnalyzeClasses(packages = "org.keyrack", importOptions = DoNotIncludeTests.class)
class HouseRulesTest {
    /** What writes numbers, dates or letters by the system's locale. */
    private static final Set<String> BY_THE_SYSTEM = Set.of(
            "java.lang.String.format(java.lang.String, [Ljava.lang.Object;)",
            "java.lang.String.formatted([Ljava.lang.Object;)",
            "java.lang.String.toLowerCase()",
            "java.lang.String.toUpperCase()",
            "java.io.PrintWriter.printf(java.lang.String, [Ljava.lang.Object;)",
            "java.io.PrintWriter.format(java.lang.String, [Ljava.lang.Object;)",
            "java.io.PrintStream.printf(java.lang.String, [Ljava.lang.Object;)",
            "java.text.NumberFormat.getInstance()",
            "java.text.NumberFormat.getIntegerInstance()",
            "java.text.NumberFormat.getNumberInstance()",
            "java.text.NumberFormat.getPercentInstance()",
            "java.text.MessageFormat.format(java.lang.String, [Ljava.lang.Object;)",
            "java.time.format.DateTimeFormatter.ofPattern(java.lang.String)",
            "java.util.Locale.getDefault()",
            "java.util.Locale.getDefault(java.util.Locale$Category)");

    @ArchTest
    static final ArchRule NUMBERS_AND_DATES_HAVE_A_LOCALE = noClasses()
            .that(not(resideInAnyPackage("org.keyrack.applet..", "org.keyrack.language..")))
            .should()
            .callMethodWhere(new DescribedPredicate<JavaMethodCall>("it goes by the system's locale") {
                @Override
                public boolean test(JavaMethodCall call) {
                    String owner = call.getTargetOwner().getName();
                    String types = call.getTarget().getRawParameterTypes().stream()
                            .map(JavaClass::getName)
                            .collect(Collectors.joining(", "));
                    return BY_THE_SYSTEM.contains(owner + "." + call.getName() + "(" + types + ")");
                }
            })
            .because("people read the language that is shown, programs the root locale, whatever the system is set to");

    /** Methods by which a thread is begun, waits, or learns the time; a name alone means all of them. */
    private static final Set<String> OF_THE_MACHINE = Set.of(
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.lang.Thread.<init>",
            "java.lang.Thread.sleep",
            "java.lang.Thread.join",
            "java.lang.Object.wait",
            "java.util.concurrent.TimeUnit.sleep",
            "java.util.concurrent.CompletableFuture.get",
            "java.util.concurrent.CompletableFuture.supplyAsync",
            "java.util.concurrent.CompletableFuture.runAsync",
            "java.util.concurrent.locks.ReentrantLock.<init>",
            "java.security.SecureRandom.<init>");

    private static final DescribedPredicate<JavaAccess<?>> OF_THE_MACHINE_ITSELF =
            new DescribedPredicate<>("the machine's own clock, threads, waits and chance") {
                @Override
                public boolean test(JavaAccess<?> access) {
                    String owner = access.getTargetOwner().getName();
                    return OF_THE_MACHINE.contains(owner + "." + access.getName())
                            || owner.startsWith("java.util.concurrent.Executor")
                            || owner.equals("java.util.concurrent.locks.LockSupport")
                            || owner.equals("java.util.Timer");
                }
            };

    @ArchTest
    static final ArchRule ONE_WORLD = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.keyrack.run..", "org.keyrack.prepare..", "org.keyrack.ledger..", "org.keyrack.app..")
            .should()
            .accessTargetWhere(OF_THE_MACHINE_ITSELF)
            .because("a simulation puts its schedule and its clock in their place: they are asked of the World alone");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_THING_IS = noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .because("such a name explains nothing");

    /** A class inside another has its owner's name before it wherever it is not at home. */
    @ArchTest
    static void noSimpleNameStandsTwice(JavaClasses all) {
        Map<String, List<String>> named = all.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName,
                        TreeMap::new,
                        Collectors.mapping(JavaClass::getPackageName, Collectors.toList())));
        named.values().removeIf(rooms -> rooms.size() == 1);
        assertEquals(Map.of(), named, "who reads a name knows what is meant without its import");
    }
}
