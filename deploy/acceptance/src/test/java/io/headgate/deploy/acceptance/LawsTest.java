package io.headgate.deploy.acceptance;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The laws of the house: who may know whom, what is pure, and how things are not called. */
@AnalyzeClasses(packages = "io.headgate", importOptions = ImportOption.DoNotIncludeTests.class)
class LawsTest {
    private static final String[] FRAMEWORKS = {
        "org.apache.kafka..",
        "io.micronaut..",
        "com.fasterxml..",
        "org.apache.avro..",
        "org.apache.hc..",
        "java.sql..",
        "jakarta..",
        "org.slf4j.."
    };

    @ArchTest
    static final ArchRule dependencyLaw = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("schemas")
            .definedBy("io.headgate.schemas..")
            .layer("router")
            .definedBy("io.headgate.router..")
            .layer("worker")
            .definedBy("io.headgate.worker..")
            .layer("metering")
            .definedBy("io.headgate.metering..")
            .layer("api")
            .definedBy("io.headgate.api..")
            .layer("deploy")
            .definedBy("io.headgate.deploy..")
            .whereLayer("deploy")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("router")
            .mayOnlyBeAccessedByLayers("deploy")
            .whereLayer("worker")
            .mayOnlyBeAccessedByLayers("deploy")
            .whereLayer("metering")
            .mayOnlyBeAccessedByLayers("deploy")
            .whereLayer("api")
            .mayOnlyBeAccessedByLayers("deploy")
            .whereLayer("schemas")
            .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule pureCores = noClasses()
            .that(resideInAnyPackage(
                    "io.headgate.schemas.id..",
                    "io.headgate.schemas.money..",
                    "io.headgate.schemas.message..",
                    "io.headgate.router.route..",
                    "io.headgate.router.admit..",
                    "io.headgate.api.replay",
                    "io.headgate.worker.claim..",
                    "io.headgate.worker.redact..",
                    "io.headgate.worker.settle..",
                    "io.headgate.metering.aggregate.."))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FRAMEWORKS);

    private static final String CHECKER = "io.headgate.deploy.acceptance.checker..";

    /** What judges shares no code with what is judged: one mistake must not be made on both sides. */
    @ArchTest
    static final ArchRule theCheckerKnowsNobody = noClasses()
            .that()
            .resideInAPackage(CHECKER)
            .should()
            .dependOnClassesThat(resideInAPackage("io.headgate..").and(not(resideInAPackage(CHECKER))));

    @ArchTest
    static final ArchRule onlyCodecsKnowAvroTypes = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.headgate.schemas.codec..",
                    "io.headgate.schemas.avro..",
                    "io.headgate.schemas.asyncapi..",
                    CHECKER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.headgate.schemas.avro..", "org.apache.avro..");

    @ArchTest
    static final ArchRule noEmptyNames = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .resideInAnyPackage("..common..", "..util..", "..utils..", "..helper..", "..misc..");

    /** A scheduled method's bean is looked up each time: in a context that is closing it is made, and started, once more. */
    @ArchTest
    static final ArchRule nothingIsMadeByAClock =
            noMethods().should().beAnnotatedWith("io.micronaut.scheduling.annotation.Scheduled");

    private static final String[] BOOKS = {"io.headgate.schemas.money..", "io.headgate.metering.."};

    private static final DescribedPredicate<JavaClass> BINARY = DescribedPredicate.describe(
            "double or float",
            type -> type.isEquivalentTo(double.class)
                    || type.isEquivalentTo(float.class)
                    || type.isEquivalentTo(Double.class)
                    || type.isEquivalentTo(Float.class));

    @ArchTest
    static final ArchRule moneyIsNeverKeptInBinary = noFields()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(BOOKS)
            .should()
            .haveRawType(BINARY);

    @ArchTest
    static final ArchRule moneyIsNeverMadeOfBinary = noClasses()
            .that()
            .resideInAnyPackage(BOOKS)
            .should()
            .accessTargetWhere(DescribedPredicate.describe(
                    "takes or gives double or float",
                    access -> access.getTarget() instanceof CodeUnitCallTarget called
                            && (BINARY.test(called.getRawReturnType())
                                    || called.getRawParameterTypes().stream().anyMatch(BINARY))));
}
