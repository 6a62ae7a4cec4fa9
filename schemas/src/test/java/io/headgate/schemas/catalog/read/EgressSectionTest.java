package io.headgate.schemas.catalog.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.ProviderKey;
import io.headgate.schemas.catalog.ProxyChoice;
import io.headgate.schemas.catalog.SecretRef;
import io.headgate.schemas.id.ProviderName;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a provider is reached, and with which keys. */
class EgressSectionTest {
    @Test
    void httpIsAProblem_unlessItIsAllowed() {
        assertThat(CatalogTexts.problems(plain("")))
                .singleElement()
                .asString()
                .contains("seen http, allowed https, or http with insecure: true or allow_private: true");
        assertThat(warnings(plain("    insecure: true\n"))).isEmpty();
        assertThat(warnings(plain("    allow_private: true\n"))).isEmpty();
        assertThat(warnings(plain("    insecure: true\n    api_key: env:K\n")))
                .singleElement()
                .asString()
                .contains("the key goes over the network unencrypted");
        assertThat(CatalogTexts.problems(plain("    insecure: true\n").replace("one.example", "10.0.0.1")))
                .singleElement()
                .asString()
                .contains("allowed only with allow_private: true");
    }

    @Test
    void severalKeysStandInPlaceOfOne() {
        assertThat(one("    api_keys: [{key: 'env:A', weight: 2}, {key: 'file:/run/b'}]\n")
                        .keys())
                .containsExactly(
                        new ProviderKey(new SecretRef.Env("A"), 2), new ProviderKey(new SecretRef.File("/run/b"), 1));
        assertThat(one("    api_key: env:A\n").keys()).containsExactly(new ProviderKey(new SecretRef.Env("A"), 1));
        assertThat(one("").keys()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    api_keys: []\n",
                "    api_key: env:A\n    api_keys: [{key: 'env:B'}]\n",
                "    api_keys: [{key: 'env:A'}, {key: 'env:A', weight: 2}]\n",
                "    api_keys: [{key: sk-secret-1}]\n",
                "    api_keys: [{key: 'env:A', weight: 0}]\n",
                "    api_keys: [{weight: 1}]\n"
            })
    void keysThatCannotBeAreAProblem(String keys) {
        List<String> problems = CatalogTexts.problems(with(keys));
        assertThat(problems).hasSize(1);
        assertThat(problems.toString()).doesNotContain("sk-secret");
    }

    @Test
    void aProxyIsAnAddress_orNone() {
        assertThat(one("").proxy()).isEqualTo(ProxyChoice.ENVIRONMENT);
        assertThat(one("    proxy: none\n").proxy()).isEqualTo(ProxyChoice.DIRECT);
        assertThat(one("    proxy: http://Proxy.example:3128/\n").proxy())
                .isEqualTo(new ProxyChoice.Through("proxy.example", 3128));
        assertThat(one("    proxy: http://10.0.0.9:3128\n").proxy())
                .isEqualTo(new ProxyChoice.Through("10.0.0.9", 3128));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://u:hunter2@p.example:1",
                "https://p.example:1",
                "p.example",
                "http://p.example",
                "http://p.example:70000",
                "http://169.254.169.254:80",
                "yes"
            })
    void aProxyThatWeCannotUseIsAProblem_andNotShown(String proxy) {
        List<String> problems = CatalogTexts.problems(with("    proxy: " + proxy + "\n"));
        assertThat(problems).hasSize(1);
        assertThat(problems.toString()).doesNotContain("hunter2");
    }

    private static List<String> warnings(String yaml) {
        return CatalogTexts.warnings(yaml).stream()
                .filter(warning -> warning.contains("base_url"))
                .toList();
    }

    private static Provider one(String further) {
        return Objects.requireNonNull(
                CatalogTexts.valid(with(further)).providers().get(new ProviderName("one")));
    }

    private static String plain(String further) {
        return with(further).replace("https://one", "http://one");
    }

    private static String with(String further) {
        return CatalogTexts.MINIMAL.replace("  one:\n", "  one:\n" + further);
    }
}
