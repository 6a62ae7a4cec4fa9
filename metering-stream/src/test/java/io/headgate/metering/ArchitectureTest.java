package io.headgate.metering;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.headgate.metering", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule arithmeticIsPure = noClasses()
            .that()
            .resideInAnyPackage("..aggregate..", "..metering.alert", "..metering.alert.watch..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache..", "io.micronaut..", "com.fasterxml..", "java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule pricesAndCorrectionsAreReckonedWithoutAServer = noClasses()
            .that()
            .resideInAnyPackage("..metering.prices", "..metering.rerate", "..metering.reconcile", "..metering.input")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.micronaut..", "java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule micronautIsInTheWiringAlone = noClasses()
            .that()
            .resideOutsideOfPackage("..wiring..")
            .and()
            .haveNameNotMatching(".*\\.(package-info|\\$BeanConfiguration.*|.*\\$Definition.*|.*\\$Introspection.*)")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micronaut..");

    @ArchTest
    static final ArchRule streamAndSinkMeetInKafkaAlone = noClasses()
            .that()
            .resideInAPackage("..stream..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..sink..", "java.sql..", "javax.sql..");
}
