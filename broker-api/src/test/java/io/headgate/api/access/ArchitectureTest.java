package io.headgate.api.access;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    /** Who may do what is decided by plain Java; the tables are in {@code store}. */
    @Test
    void whoMayDoWhatKnowsNoServerAndNoTable() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.headgate.api.access", "io.headgate.api.access.audit", "io.headgate.api.access.tenants")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.micronaut..", "org.apache.kafka..", "java.sql..", "javax.sql..", "io.headgate.api.http..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.headgate.api"));
    }
}
