package io.headgate.schemas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses SCHEMAS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.headgate.schemas");

    @Test
    void readingWhatClientsSendKnowsNoFramework() {
        noClasses()
                .that()
                .resideInAnyPackage("io.headgate.schemas.intake..", "io.headgate.schemas.json")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache..",
                        "io.micronaut..",
                        "com.fasterxml..",
                        "io.headgate.schemas.json.jackson..",
                        "io.headgate.schemas.process..")
                .check(SCHEMAS);
    }
}
