package io.headgate.schemas.catalog.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogReaderTest {
    @Test
    void minimal_isValidWithDefaults() {
        Catalogue catalogue = CatalogTexts.valid(CatalogTexts.MINIMAL);

        assertThat(catalogue.defaults().tier()).isNull();
        assertThat(catalogue.defaults().maxOutputTokens()).isEqualTo(1024);
        assertThat(catalogue.tenants()).isEmpty();
        assertThat(Objects.requireNonNull(catalogue.providers().get(new ProviderName("one")))
                        .retry()
                        .maxAttempts())
                .isEqualTo(3);
    }

    @Test
    void missingSections_areNamed() {
        assertThat(CatalogTexts.problems("defaults: {deadline: 1h}"))
                .extracting(problem -> problem.split(":")[1].strip())
                .containsExactly("models", "providers", "routes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment\n", "---\n"})
    void emptyDocument_isRefused(String yaml) {
        assertThat(CatalogTexts.problems(yaml)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: [1, 2",
                "a: {b: c",
                "\tproviders: x",
                "a: *nowhere",
                "a: 1\n---\nb: 2\n",
                "a: \"unended",
                "a: \u0000",
                "%YAML 9.9\n---\na: 1",
                "- just\n- a list",
                "just text",
                "? [a, list]\n: as a key",
                "providers: !!python/object:os.system {}",
                "\uD800",
            })
    void notACatalogue_isRefusedWithAReason(String yaml) {
        assertThat(CatalogTexts.problems(yaml)).isNotEmpty();
    }

    @Test
    void brokenYaml_isReportedWithoutQuotingIt() {
        assertThat(CatalogTexts.problems("providers:\n  one:\n    api_key: \"sk-canary\n"))
                .singleElement()
                .asString()
                .startsWith("line 4, column 1: not YAML: ")
                .doesNotContain("canary");
    }

    @Test
    void tooLargeAText_isRefused() {
        assertThat(CatalogTexts.problems("#" + "x".repeat(CatalogDocument.MAX_BYTES)))
                .containsExactly("line 1, column 1: seen more than 900000 bytes, allowed 900000");
        assertThat(CatalogTexts.problems("#" + "€".repeat(CatalogDocument.MAX_BYTES / 2)))
                .singleElement()
                .asString()
                .contains("900000 bytes");
    }

    @Test
    void deepNesting_isRefused() {
        assertThat(CatalogTexts.problems("a: " + "[".repeat(100_000)))
                .singleElement()
                .asString()
                .contains("nesting deeper than 64");
    }

    @Test
    void aliasBomb_isRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append(
                    "a%d: &a%d [%s]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(10)));
        }
        assertThat(CatalogTexts.problems(bomb.toString()))
                .singleElement()
                .asString()
                .contains("more than 200000 values");
    }

    @Test
    void aliasInsideItsOwnAnchor_isRefused() {
        assertThat(CatalogTexts.problems("a: &a [*a]"))
                .singleElement()
                .asString()
                .contains("never ends");
    }

    @Test
    void depthMadeOfAliases_isRefused() {
        StringBuilder tower = new StringBuilder("a0: &a0 x\n");
        for (int i = 1; i < 190; i++) {
            tower.append("a%d: &a%d %s*a%d %s\n".formatted(i, i, "[".repeat(60), i - 1, "]".repeat(60)));
        }
        assertThat(CatalogTexts.problems(tower.toString()))
                .singleElement()
                .asString()
                .contains("nests deeper than 64");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"- ", "k%d: v\n", "? ", "[], ", "\"", "'", "&a ", "!t ", "a: |\n", "# \n", "x", "{a: ", "\\"})
    @Timeout(60)
    void monotonousText_isAnsweredInTime(String part) {
        StringBuilder text = new StringBuilder("top: ".repeat(part.length() % 2));
        for (int i = 0; text.length() < 800_000; i++) {
            text.append(part.formatted(i));
        }
        assertThat(CatalogTexts.problems(text.toString())).isNotEmpty();
    }

    @Test
    void tooManyAliases_areRefused() {
        assertThat(CatalogTexts.problems("a: &a x\nb: [" + "*a, ".repeat(201) + "]"))
                .singleElement()
                .asString()
                .contains("200 YAML aliases");
    }

    @Test
    void fewAliases_areAllowed() {
        Catalogue catalogue = CatalogTexts.valid(CatalogTexts.MINIMAL
                .replace("one:\n", "one: &one\n")
                .replace(
                        "  three:\n    adapter: openai\n    endpoints: {main: {base_url: \"https://three.example/v1\"}}\n",
                        "  three: *one\n"));
        assertThat(Objects.requireNonNull(catalogue.providers().get(new ProviderName("three")))
                        .name())
                .isEqualTo(new ProviderName("three"));
    }

    @Test
    void thousandsOfProblems_areCountedNotKept() {
        String yaml = CatalogTexts.MINIMAL + "x: 1\n".repeat(3_000);
        List<String> problems = CatalogTexts.problems(yaml);
        assertThat(problems).hasSize(501);
        assertThat(problems).contains("line 1, column 1: 2500 further problems are left out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/v1",
                "http://[fe80::1]/v1",
                "http://[fd00:ec2::254]/v1",
                "http://metadata.google.internal/v1",
                "http://METADATA.google.internal./v1",
                "http://0.0.0.0/v1",
                "http://[::ffff:169.254.169.254]/v1",
                "http://2852039166/v1",
                "http://224.0.0.1/v1",
                "http://100.100.100.200/v1",
            })
    void forbiddenAddress_isRefusedEvenWithAllowPrivate(String url) {
        assertThat(CatalogTexts.problems(withUrl(url, "\n    allow_private: true")))
                .singleElement()
                .asString()
                .contains("providers.one.endpoints.main.base_url", "link-local, metadata");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/v1",
                "http://127.0.0.1/v1",
                "http://[::1]:80/v1",
                "http://10.1.2.3/v1",
                "http://172.16.0.1/v1",
                "http://192.168.1.1/v1",
                "http://100.64.0.1/v1",
                "http://[fd12::1]/v1",
                "http://[::ffff:10.0.0.1]/v1",
            })
    void privateAddress_needsAllowPrivate(String url) {
        assertThat(CatalogTexts.problems(withUrl(url, "")))
                .singleElement()
                .asString()
                .contains("allow_private: true");
        assertThat(CatalogTexts.valid(withUrl(url, "\n    allow_private: true")))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://canary.example/v1",
                "https://user:canary@api.example/v1",
                "https://api.example/v1?key=canary",
                "https://api.example/v1#canary",
                "https:///canary",
                "https://api.example:99999/canary",
                "https://bad_host_canary/v1",
                "canary",
                "https://a b/canary",
                "http://0x7f.0.0.1/canary",
                "http://1.2.3.4.5/canary",
                "http://127.1/canary",
            })
    void badUrl_isRefusedWithoutShowingIt(String url) {
        assertThat(CatalogTexts.problems(withUrl(url, "")))
                .singleElement()
                .asString()
                .contains("providers.one.endpoints.main.base_url")
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example/v1/, https://api.example/v1",
        "https://api.example///, https://api.example",
        "HTTPS://API.Example:8443/V1, https://api.example:8443/V1",
        "https://api.example, https://api.example",
    })
    void url_isNormalised(String written, String read) {
        assertThat(Objects.requireNonNull(CatalogTexts.valid(withUrl(written, ""))
                                .providers()
                                .get(new ProviderName("one")))
                        .endpoints()
                        .get(0)
                        .baseUrl())
                .hasToString(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-canary",
                "env:9canary",
                "env:A-canary",
                "file:canary",
                "ENV:canary",
                "\"\"",
                "[canary]",
                "{canary: 1}",
                "12345",
                "true",
            })
    void literalKey_isRefusedWithoutShowingIt(String key) {
        assertThat(CatalogTexts.problems(withUrl("https://one.example", "\n    api_key: " + key)))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem)
                        .contains("providers.one.api_key")
                        .doesNotContain("canary")
                        .doesNotContain("12345"));
    }

    @Test
    void providerNamesThatMakeOneTopic_areRefused() {
        assertThat(CatalogTexts.problems(CatalogTexts.MINIMAL
                        .replace("  two:", "  o.ne:")
                        .replace("provider: two", "provider: o.ne")
                        .replace("  three:", "  o_ne:")
                        .replace("provider: three", "provider: o_ne")))
                .singleElement()
                .asString()
                .startsWith("line 8, column 3: providers.o_ne: differs from 'o.ne' in dots and underscores only");
        assertThat(CatalogTexts.problems(CatalogTexts.MINIMAL
                        .replace("  two:", "  one.critical:")
                        .replace("provider: two", "provider: one.critical")))
                .singleElement()
                .asString()
                .contains("ends in '.critical'");
    }

    @Test
    void namedTenantWithoutAnyTier_isRefused() {
        assertThat(CatalogTexts.problems(CatalogTexts.MINIMAL + "tenants: {acme: {}}\n"))
                .containsExactly("line 17, column 17: tenants.acme.tier: required, and not there: there is no"
                        + " defaults.tier either");
    }

    @Test
    void passedDeprecationDate_isAWarning() {
        String yaml = CatalogTexts.MINIMAL.replace("m-1,", "m-1, deprecated_on: 2026-11-20,");
        assertThat(CatalogTexts.warnings(yaml))
                .anyMatch(
                        warning -> warning.contains("models.m1.deprecated_on: the provider retired it on 2026-11-20"));
    }

    @Test
    void priceId_changesWithTheRateAndOnlyWithIt() {
        assertThat(priceId("\"0.40\"")).isEqualTo(priceId("\"0.4\"")).isNotEqualTo(priceId("\"0.41\""));
    }

    @Test
    void prices_areSortedByDate() {
        String prices =
                "prices: [{from: 2026-05-01, currency: USD, input: 2}, {from: 2026-01-01, currency: USD, input: 1}],";
        assertThat(model(CatalogTexts.MINIMAL.replace("m-1,", "m-1, " + prices)).prices())
                .extracting(price -> price.id().value().split("/")[0])
                .containsExactly("m1@2026-01-01", "m1@2026-05-01");
    }

    private static String priceId(String input) {
        String prices = "prices: [{from: 2026-01-01, currency: USD, input: %s}],".formatted(input);
        return model(CatalogTexts.MINIMAL.replace("m-1,", "m-1, " + prices))
                .prices()
                .get(0)
                .id()
                .value();
    }

    private static Model model(String yaml) {
        return Objects.requireNonNull(CatalogTexts.valid(yaml).models().get(new ModelName("m1")));
    }

    private static String withUrl(String url, String more) {
        return CatalogTexts.MINIMAL.replace("\"https://one.example/v1\"}}", "\"" + url + "\"}}" + more);
    }
}
