package io.headgate.schemas.catalog.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Dialect;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.id.ProviderName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PresetsTest {
    @Test
    void fiveLines_areAProvider() {
        Provider deepseek = provider("""
                providers:
                  deepseek: {preset: deepseek, api_key: env:DEEPSEEK_API_KEY}
                models:
                  m: {provider: deepseek, provider_model: deepseek-chat, context_window: 131072}
                routes:
                  chat: {candidates: [{model: m, endpoint: main}]}
                """);

        assertThat(deepseek.adapter()).isEqualTo("openai");
        assertThat(deepseek.endpoints())
                .extracting(endpoint -> endpoint.name() + " " + endpoint.baseUrl())
                .containsExactly("main https://api.deepseek.com");
        assertThat(deepseek.dialect().renamed()).containsEntry("max_completion_tokens", "max_tokens");
        assertThat(deepseek.dialect().failures()).containsEntry("insufficient_system_resource", 503);
    }

    @Test
    void readmesFiveLines_areACatalogue() throws IOException {
        String lines = readme("takes five lines");

        assertThat(lines.lines()).hasSize(5);
        assertThat(provider(lines).adapter()).isEqualTo("openai");
    }

    @Test
    void readmesProvidersOfOtherFormats_areOnes_eachOfAnotherFormat() throws IOException {
        String catalogue = readme("formats of their own") + """
                models:
                  m: {provider: anthropic, provider_model: m-1, context_window: 1000}
                routes:
                  all: {candidates: [{model: m}]}
                """;

        assertThat(CatalogTexts.valid(catalogue).providers().values())
                .extracting(Provider::adapter)
                .containsExactlyInAnyOrder("anthropic", "gemini", "ollama", "replicate", "openai");
    }

    /** The YAML that follows these words in the project's README, so that what people copy is what is tested. */
    private static String readme(String words) throws IOException {
        Matcher found = Pattern.compile(Pattern.quote(words) + "[^`]*?\n\n```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../README.md")));
        assertThat(found.find()).as("README.md: %s", words).isTrue();
        return found.group(1);
    }

    @Test
    void everyPreset_isExplained() throws IOException {
        assertThat(Presets.ALL).isNotEmpty();
        String explained = Files.readString(Path.of("CATALOG.md"));
        assertThat(Presets.ALL.keySet())
                .allSatisfy(name -> assertThat(explained).contains("`" + name + "`"));
    }

    @ParameterizedTest
    @CsvSource({
        "openai, max_completion_tokens",
        "azure, max_completion_tokens",
        "xai, max_completion_tokens",
        "openrouter, max_tokens",
        "groq, max_tokens",
        "deepseek, max_tokens",
        "mistral, max_tokens",
        "vllm, max_tokens"
    })
    void capOfOurs_hasTheNameThatTheServerTakes(String preset, String name) {
        Provider provider = provider(one("""
                preset: %s
                    endpoints: {e: {base_url: "https://one.example/v1"}}""".formatted(preset)));

        assertThat(provider.dialect().renamed().getOrDefault("max_tokens", "max_tokens"))
                .isEqualTo(name);
    }

    @Test
    void endpointsAndDialectOfOnesOwn_standInPlaceOfThePresets() {
        Provider own = provider(one("""
                preset: groq
                    endpoints: {here: {base_url: "https://groq.example/v1"}}
                    dialect: {failures: {gone: 503}}"""));

        assertThat(own.endpoints())
                .extracting(Provider.Endpoint::baseUrl)
                .containsExactly(URI.create("https://groq.example/v1"));
        assertThat(own.dialect().failures()).containsOnlyKeys("gone");
        assertThat(own.dialect().unsupported()).isEmpty();
    }

    @Test
    void withoutPreset_itIsOpenAisOwnDialect() {
        assertThat(provider(one("adapter: openai\n    endpoints: {e: {base_url: \"https://one.example/v1\"}}"))
                        .dialect())
                .isEqualTo(Dialect.OPENAI);
    }

    @Test
    void everyKeyOfADialect_isRead() {
        Provider own = provider(one("""
                preset: openai
                    dialect:
                      key_header: api-key
                      headers: {X-Title: Us}
                      renamed: {seed: random_seed}
                      unsupported: [user, "messages[].name"]
                      values: {tool_choice: {required: any}}
                      finish_reasons: {eos: stop}
                      service_tiers: {slow: flex}
                      failures: {abort: 503}
                      reasoning_field: thoughts
                      usage_at: /x_groq/usage
                      stream_options: false"""));

        assertThat(own.dialect())
                .isEqualTo(new Dialect(
                        "api-key",
                        Map.of("X-Title", "Us"),
                        Map.of("seed", "random_seed"),
                        Set.of("user", "messages[].name"),
                        Map.of("tool_choice", Map.of("required", "any")),
                        Map.of("eos", "stop"),
                        Map.of("slow", "flex"),
                        Map.of("abort", 503),
                        "thoughts",
                        "/x_groq/usage",
                        false));
    }

    @Test
    void presetWithAFormatOfItsOwn_givesTheAdapter_whichNothingMayContradict() {
        assertThat(provider(one("preset: anthropic")).adapter()).isEqualTo("anthropic");
        assertThat(CatalogTexts.problems(one("preset: anthropic\n    adapter: openai")))
                .singleElement()
                .asString()
                .contains("seen another than the preset's, allowed none or 'anthropic'");
        assertThat(CatalogTexts.problems(one("preset: anthropic\n    dialect: {failures: {gone: 503}}")))
                .singleElement()
                .asString()
                .contains("allowed with openai only");
    }

    @Test
    void whatNoPresetGives_isRequired() {
        assertThat(CatalogTexts.problems(one("api_key: env:KEY")))
                .anySatisfy(problem -> assertThat(problem).contains("providers.one.adapter: required"))
                .anySatisfy(problem -> assertThat(problem).contains("providers.one.endpoints: required"));
        assertThat(CatalogTexts.problems(one("preset: azure")))
                .singleElement()
                .asString()
                .contains("providers.one.endpoints: required where no preset gives an address");
    }

    @Test
    void unknownPreset_isAnsweredWithTheNearest_andNothingElseIsMissing() {
        assertThat(CatalogTexts.problems(one("preset: deepsek")))
                .singleElement()
                .asString()
                .contains("no such preset 'deepsek': did you mean 'deepseek'?");
    }

    @Test
    void serverOnThisMachine_wantsToBeAllowed() {
        assertThat(CatalogTexts.problems(one("preset: vllm")))
                .singleElement()
                .asString()
                .contains("providers.one.preset: seen a loopback or private address");
        assertThat(provider(one("preset: vllm\n    allow_private: true")).endpoints())
                .hasSize(1);
    }

    @Test
    void headerOfADialect_mayHoldNoSecret_andIsNotShown() {
        for (String header : new String[] {"Authorization", "X-Api-Key", "Cookie", "Host", "x-auth-token"}) {
            assertThat(CatalogTexts.problems(one("preset: openai\n    dialect: {headers: {" + header + ": canary}}")))
                    .singleElement()
                    .asString()
                    .contains("a key belongs in api_key")
                    .doesNotContain("canary");
        }
        assertThat(CatalogTexts.problems(one("preset: openai\n    dialect: {key_header: Host}")))
                .singleElement()
                .asString()
                .contains("seen a header of HTTP itself");
    }

    private static String one(String keys) {
        return """
                providers:
                  one:
                    %s
                models:
                  m: {provider: one, provider_model: m-1, context_window: 1000}
                routes:
                  all: {candidates: [{model: m}]}
                """.formatted(keys);
    }

    private static Provider provider(String yaml) {
        Catalogue catalogue = CatalogTexts.valid(yaml);
        ProviderName name = catalogue.providers().keySet().iterator().next();
        return Objects.requireNonNull(catalogue.providers().get(name));
    }
}
