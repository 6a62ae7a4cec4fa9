package io.headgate.schemas.catalog.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Detection;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.Redaction.Action;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ProviderName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionSectionTest {
    @Test
    void actionHoldsForTheListedEntities_unlessOneHasItsOwn() {
        assertThat(ofProvider("{entities: [email, card], actions: {card: block, phone: 'off'}}"))
                .isEqualTo(new Redaction(Map.of("email", Action.MASK, "card", Action.BLOCK, "phone", Action.OFF)));
        assertThat(ofProvider("{actions: {ip: remove}}")).isEqualTo(new Redaction(Set.of("ip"), Action.REMOVE));
        assertThat(ofProvider("{entities: [api_key, us_ssn], action: block}"))
                .isEqualTo(new Redaction(Set.of("api_key", "us_ssn"), Action.BLOCK));
    }

    @Test
    void ownEntitiesMayBeNamedWhereverEntitiesAre() {
        Catalogue catalogue = CatalogTexts.valid(withProviders("{entities: [employee, person]}")
                        .replace("all: {candidates", "all: {redaction: {actions: {person: block}}, candidates")
                + """
                redaction:
                  patterns: {employee: 'EMP-[0-9]{6}'}
                  detector: {url: "http://10.0.0.7:3000", allow_private: true, entities: [PERSON]}
                tiers: {basic: {}}
                defaults: {tier: basic}
                tenants: {acme: {redaction: {actions: {employee: "off"}}}}
                """);
        assertThat(catalogue.routes().get(new Alias("all")))
                .isNotNull()
                .satisfies(route ->
                        assertThat(route.redaction()).isEqualTo(new Redaction(Set.of("person"), Action.BLOCK)));
        Detection.Detector detector =
                Objects.requireNonNull(catalogue.detection().detector());
        assertThat(detector.entities()).containsExactly("person");
        assertThat(detector.onFailure()).isEqualTo(Detection.OnFailure.BLOCK);
        assertThat(catalogue.detection().entities()).contains("employee", "person", "card");
    }

    @Test
    void neitherEntitiesNorActions_isAProblem() {
        assertThat(problems("{action: block}", "")).singleElement().asString().contains("neither entities nor actions");
        assertThat(problems("{entities: [employee]}", ""))
                .singleElement()
                .asString()
                .contains("no such entity 'employee'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'['",
                "'(a'",
                "'(?=a)b'",
                "'(a)\\1'",
                "'a*'",
                "''",
                "5",
                "'(a{1000}){1000}'",
                "'((((a{10}){10}){10}){10}){10}'",
                "'[a-z]{900}'"
            })
    void aPatternThatIsNone_orMatchesNothing_orIsTooLarge_isAProblem(String pattern) {
        assertThat(problems("{entities: [email]}", "redaction: {patterns: {own: " + pattern + "}}\n"))
                .singleElement()
                .asString()
                .contains("redaction.patterns.own");
    }

    @Test
    void aPatternThatIsTooLongIsAProblem_andSoAreTooMany() {
        assertThat(problems("{entities: [email]}", "redaction: {patterns: {own: " + "a".repeat(201) + "}}\n"))
                .hasSize(1);
        StringBuilder many = new StringBuilder("redaction:\n  patterns:\n");
        for (int i = 0; i <= Detection.MAX_PATTERNS; i++) {
            many.append("    p%d: x%d\n".formatted(i, i));
        }
        assertThat(problems("{entities: [email]}", many.toString()))
                .singleElement()
                .asString()
                .contains("seen 21 patterns, allowed at most 20");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patterns: {email: 'a'}",
                "patterns: {Own: 'a'}",
                "phone_regions: [Germany]",
                "phone_regions: [DE, FR, ES, IT, PL, AT]",
                "detector: {url: 'http://presidio.example', entities: [PERSON]}",
                "detector: {url: 'http://10.0.0.7', entities: [PERSON]}",
                "detector: {url: 'http://169.254.169.254', entities: [PERSON], allow_private: true}",
                "detector: {url: 'https://presidio.example', entities: [EMAIL]}",
                "detector: {url: 'https://presidio.example', entities: [person]}",
                "detector: {url: 'https://presidio.example', entities: [PERSON], timeout: 5m}"
            })
    void whatCannotBeIsAProblem(String redaction) {
        assertThat(problems("{entities: [email]}", "redaction: {" + redaction + "}\n"))
                .hasSize(1);
    }

    private static Redaction ofProvider(String redaction) {
        return Objects.requireNonNull(
                        CatalogTexts.valid(withProviders(redaction)).providers().get(new ProviderName("one")))
                .redaction();
    }

    private static List<String> problems(String redaction, String further) {
        return CatalogTexts.problems(withProviders(redaction) + further);
    }

    private static String withProviders(String redaction) {
        return CatalogTexts.MINIMAL.replace("  one:\n", "  one:\n    redaction: " + redaction + "\n");
    }
}
