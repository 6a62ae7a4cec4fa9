package io.headgate.api.batches;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    /** What is next for a batch is plain Java, but for its tables. */
    @Test
    void onlyTheStoreKnowsTables_andNobodyServerOrTopic() {
        var classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.headgate.api");
        noClasses()
                .that()
                .resideInAPackage("io.headgate.api.batches..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.micronaut..",
                        "io.netty..",
                        "org.apache.kafka..",
                        "io.headgate.api.http..",
                        "io.headgate.api.edge..")
                .check(classes);
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.headgate.api.batches",
                        "io.headgate.api.batches.run..",
                        "io.headgate.api.batches.input..",
                        "io.headgate.api.batches.output..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..", "javax.sql..", "io.headgate.api.batches.store..", "io.headgate.api.sql..")
                .check(classes);
    }
}
