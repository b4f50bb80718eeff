package org.keyrack;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.TimeUnit;

/** What holds for tests, in every room alike. */
@AnalyzeClasses(packages = "org.keyrack", importOptions = OnlyIncludeTests.class)
class TestRulesTest {
    @ArchTest
    static final ArchRule WHAT_IS_WAITED_FOR_IS_AN_EVENT = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class, int.class)
            .orShould()
            .callMethod(TimeUnit.class, "sleep", long.class)
            .because("a time that is long enough here is too short on a machine that is busy; see Eventually");
}
