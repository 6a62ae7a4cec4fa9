package io.headgate.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What files, batch input, retention and erasure are is plain Java: it can be understood and tried without any server. */
@AnalyzeClasses(packages = "io.headgate.api", importOptions = ImportOption.DoNotIncludeTests.class)
class KeepingArchitectureTest {
    @ArchTest
    static final ArchRule keepingKnowsNoFramework = noClasses()
            .that()
            .resideInAnyPackage("..api.files", "..api.batches.input", "..api.retention", "..api.erasure")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.micronaut..",
                    "org.apache.kafka..",
                    "java.sql..",
                    "javax.sql..",
                    "com.fasterxml..",
                    "io.netty..");
}
