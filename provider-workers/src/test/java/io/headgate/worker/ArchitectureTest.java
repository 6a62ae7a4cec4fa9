package io.headgate.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.headgate.worker.call.ApiKey;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.wire.Wire;

@AnalyzeClasses(packages = "io.headgate.worker", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** What decides knows neither Kafka nor a framework nor a wire. */
    @ArchTest
    static final ArchRule PURE_CORE = noClasses()
            .that()
            .resideInAnyPackage("..worker.claim", "..worker.settle", "..worker.report", "..worker.redact")
            .or()
            .resideInAPackage(CallOutcome.class.getPackageName())
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache..", "io.micronaut..", "com.fasterxml..", "io.github..", "org.slf4j..");

    @ArchTest
    static final ArchRule KAFKA_AT_THE_EDGE = noClasses()
            .that()
            .resideOutsideOfPackage("..worker.edge")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule MICRONAUT_IN_WIRING = noClasses()
            .that()
            .resideOutsideOfPackages("..worker.wiring", "io.headgate.worker")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micronaut..", "io.micrometer..");

    /** The steps of the way know the step before them at most; only the edge knows all. */
    @ArchTest
    static final ArchRule NO_STEP_KNOWS_THE_EDGE = noClasses()
            .that()
            .resideInAnyPackage(
                    "..worker.claim..",
                    "..worker.guard..",
                    "..worker.call..",
                    "..worker.probe..",
                    "..worker.settle..",
                    "..worker.report..",
                    "..worker.redact..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..worker.edge..", "..worker.wiring..");

    /** A key is text only where it is put on the wire: nobody else can print or log it. */
    @ArchTest
    static final ArchRule KEYS_BELONG_TO_CALLS = noClasses()
            .that()
            .resideOutsideOfPackage("..worker.call..")
            .should()
            .callMethod(ApiKey.class, "value");

    /** What is sent and what comes back holds keys, prompts and completions: nobody logs there but about time. */
    @ArchTest
    static final ArchRule CALLS_ARE_NOT_LOGGED = noClasses()
            .that()
            .resideInAPackage("..worker.call..")
            .and()
            .doNotHaveSimpleName("Watchdog")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.slf4j..");

    /** A record prints all that it holds, unless it says what. */
    @ArchTest
    static final ArchRule WHAT_HOLDS_A_BODY_SAYS_WHAT_IT_PRINTS = classes()
            .that()
            .resideInAPackage("..worker.call..")
            .and()
            .areRecords()
            .and(DescribedPredicate.describe(
                    "hold a body", type -> type.tryGetField("body").isPresent()))
            .should(ArchCondition.from(DescribedPredicate.describe(
                    "declare toString()",
                    type -> type.tryGetMethod("toString").isPresent() && !isWrittenByTheCompiler(type))));

    /** The compiler's own calls {@code ObjectMethods.bootstrap}; ours calls something. */
    private static boolean isWrittenByTheCompiler(JavaClass type) {
        return type.getMethod("toString").getMethodCallsFromSelf().isEmpty();
    }

    /** A format is translation alone: who calls, and over what, is not its business. */
    @ArchTest
    static final ArchRule FORMATS_ARE_PURE = noClasses()
            .that()
            .resideInAPackage(Wire.class.getPackageName())
            .or(new DescribedPredicate<JavaClass>("are beside an implementation of Wire") {
                @Override
                public boolean test(JavaClass type) {
                    return isOfAFormat(type);
                }
            })
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..call.http..", "..call.exchange..", "..call.stream..", "org.apache..", "org.slf4j..");

    /** One format knows no other: each can be read, and left out, by itself. */
    @ArchTest
    static final ArchRule FORMATS_ARE_SIBLINGS = SlicesRuleDefinition.slices()
            .assignedFrom(new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                    return isOfAFormat(type) ? SliceIdentifier.of(type.getPackageName()) : SliceIdentifier.ignore();
                }

                @Override
                public String getDescription() {
                    return "formats";
                }
            })
            .should()
            .notDependOnEachOther();

    private static boolean isOfAFormat(JavaClass type) {
        return type.getPackage().getClasses().stream().anyMatch(beside -> beside.isAssignableTo(Wire.class))
                && !type.getPackageName().equals(Wire.class.getPackageName());
    }
}
