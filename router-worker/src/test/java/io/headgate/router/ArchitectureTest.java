package io.headgate.router;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses ROUTER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.headgate.router");

    @Test
    void routingKnowsOnlyIdsMoneyMessagesTheCatalogueAndJava() {
        classes()
                .that()
                .resideInAPackage("io.headgate.router.route..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.headgate.router.route..",
                        "io.headgate.schemas.id..",
                        "io.headgate.schemas.money..",
                        "io.headgate.schemas.message..",
                        "io.headgate.schemas.catalog..",
                        "org.jspecify..",
                        "java..")
                .check(ROUTER);
    }

    @Test
    void budgetsKnowOnlyIdsMoneyMessagesTheCatalogueAndJava() {
        classes()
                .that()
                .resideInAPackage("io.headgate.router.budget..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.headgate.router.budget..",
                        "io.headgate.schemas.id..",
                        "io.headgate.schemas.money..",
                        "io.headgate.schemas.message..",
                        "io.headgate.schemas.catalog..",
                        "org.jspecify..",
                        "java..")
                .check(ROUTER);
    }

    @Test
    void theMiddleKnowsNoFramework() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.headgate.router.admit..",
                        "io.headgate.router.budget..",
                        "io.headgate.router.waiting..",
                        "io.headgate.router.route..",
                        "io.headgate.router.body..",
                        "io.headgate.router.explain..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache..",
                        "io.micronaut..",
                        "com.fasterxml..",
                        "io.headgate.schemas.json.jackson..",
                        "com.knuddels..",
                        "org.rocksdb..",
                        "io.headgate.router.edge..",
                        "io.headgate.router.wiring..")
                .check(ROUTER);
    }

    @Test
    void micronautStaysInWiring() {
        noClasses()
                .that()
                .resideInAnyPackage("io.headgate.router.edge..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micronaut..")
                .check(ROUTER);
    }
}
