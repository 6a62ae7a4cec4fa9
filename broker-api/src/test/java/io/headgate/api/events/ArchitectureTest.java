package io.headgate.api.events;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    /** What is told to whom is decided by plain Java; topics are in {@code edge}, tables in {@code webhooks.store}. */
    @Test
    void whatIsToldKnowsNoServerAndNoTable() {
        noClasses()
                .that()
                .resideInAnyPackage("io.headgate.api.events", "io.headgate.api.cancel", "io.headgate.api.webhooks")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micronaut..", "org.apache.kafka..", "java.sql..", "javax.sql..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.headgate.api"));
    }
}
