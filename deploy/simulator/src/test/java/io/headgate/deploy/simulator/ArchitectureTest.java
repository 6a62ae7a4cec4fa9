package io.headgate.deploy.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.headgate", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule NETTY_STAYS_AT_THE_EDGE = noClasses()
            .that()
            .resideOutsideOfPackage("io.headgate.deploy.simulator.edge")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.headgate.deploy.simulator.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_OTHER_MODULE = noClasses()
            .that()
            .resideInAPackage("io.headgate.deploy.simulator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.headgate.schemas..", "io.headgate.deploy.embedded..");
}
