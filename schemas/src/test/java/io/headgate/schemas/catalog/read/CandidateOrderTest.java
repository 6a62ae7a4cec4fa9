package io.headgate.schemas.catalog.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.Alias;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Route {@code all} lists m3, m2, m1 of the providers three, two, one. */
class CandidateOrderTest {
    @Test
    void asListed_whenNothingIsPreferred() {
        assertThat(order(CatalogTexts.MINIMAL)).containsExactly("m3", "m2", "m1");
    }

    @Test
    void defaultProviderFirst_thenAsListed() {
        assertThat(order(withDefaults("provider: one"))).containsExactly("m1", "m3", "m2");
    }

    @Test
    void defaultChain_followsTheDefaultProvider() {
        assertThat(order(withDefaults("provider: two, fallbacks: [one]"))).containsExactly("m2", "m1", "m3");
    }

    @Test
    void defaultChainAlone_ordersToo() {
        assertThat(order(withDefaults("fallbacks: [one, two]"))).containsExactly("m1", "m2", "m3");
    }

    @Test
    void routesProvider_goesBeforeTheDefaultOne() {
        assertThat(order(withRoute("provider: two", withDefaults("provider: one, fallbacks: [three]"))))
                .containsExactly("m2", "m3", "m1");
    }

    @Test
    void firstProvidersOwnChain_goesBeforeTheDefaultOne() {
        String yaml =
                withDefaults("provider: two, fallbacks: [three]").replace("  two:\n", "  two:\n    fallbacks: [one]\n");
        assertThat(order(yaml)).containsExactly("m2", "m1", "m3");
    }

    @Test
    void routesChain_goesBeforeTheProvidersOwn() {
        String yaml = withRoute("provider: two, fallbacks: [three]", CatalogTexts.MINIMAL)
                .replace("  two:\n", "  two:\n    fallbacks: [one]\n");
        assertThat(order(yaml)).containsExactly("m2", "m3", "m1");
    }

    @Test
    void chain_isNotFollowedIntoTheChainsOfOthers() {
        String yaml = withDefaults("provider: two")
                .replace("  two:\n", "  two:\n    fallbacks: [one]\n")
                .replace("  one:\n", "  one:\n    fallbacks: [two]\n");
        assertThat(order(yaml)).containsExactly("m2", "m1", "m3");
    }

    @Test
    void candidatesOfOneProvider_stayAsListed() {
        String yaml = withDefaults("provider: one")
                .replace("routes:", "  m0: {provider: one, provider_model: m-0, context_window: 10}\nroutes:")
                .replace("{model: m1}]", "{model: m1}, {model: m0}]");
        assertThat(order(yaml)).containsExactly("m1", "m0", "m3", "m2");
    }

    @Test
    void providerWithoutACandidate_isRefusedOnARoute() {
        String yaml = withRoute("provider: two", CatalogTexts.MINIMAL).replace("{model: m2}, ", "");
        assertThat(CatalogTexts.problems(yaml))
                .singleElement()
                .asString()
                .contains("routes.all.provider: no candidate of this route is of the provider 'two'");
    }

    private static List<String> order(String yaml) {
        return Objects.requireNonNull(CatalogTexts.valid(yaml).routes().get(new Alias("all"))).candidates().stream()
                .map(candidate -> candidate.model().value())
                .toList();
    }

    private static String withDefaults(String defaults) {
        return "defaults: {" + defaults + "}\n" + CatalogTexts.MINIMAL;
    }

    private static String withRoute(String keys, String yaml) {
        return yaml.replace("all: {", "all: {" + keys + ", ");
    }
}
