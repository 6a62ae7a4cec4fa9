package io.headgate.api.chat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    /** How a request is followed and its reply told is plain Java: the server is in {@code http}, the topics in {@code edge}. */
    @Test
    void chatAndWatchKnowNoServerNoTopicAndNoTable() {
        noClasses()
                .that()
                .resideInAnyPackage("io.headgate.api.chat..", "io.headgate.api.watch..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.micronaut..",
                        "io.netty..",
                        "org.apache.kafka..",
                        "java.sql..",
                        "javax.sql..",
                        "io.headgate.api.http..",
                        "io.headgate.api.edge..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.headgate.api"));
    }
}
