package io.headgate.worker.call.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.schemas.catalog.ProxyChoice;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyRulesTest {
    private static final ProxyRules RULES = ProxyRules.of(Map.of(
            "HTTPS_PROXY", "http://Proxy.example:3128/",
            "https_proxy", "http://another.example:1",
            "http_proxy", "plain.example:8080",
            "NO_PROXY", " internal.example, .corp.example,*.lab.example ,10.0.4.17,"));

    @ParameterizedTest
    @CsvSource({
        "https, api.openai.com, proxy.example:3128",
        "http, api.openai.com, plain.example:8080",
        "https, internal.example, ",
        "https, a.internal.example, ",
        "https, API.Corp.Example, ",
        "https, x.lab.example, ",
        "https, notinternal.example, proxy.example:3128",
        "http, 10.0.4.17, ",
        "http, 110.0.4.17, plain.example:8080",
        "http, localhost, ",
        "http, 127.0.0.1, ",
        "https, ::1, "
    })
    void theEnvironmentSaysWhoIsCalledThroughWhom(String scheme, String host, String expected) {
        String proxy = RULES.proxyOf(scheme, host)
                .map(through -> through.host() + ":" + through.port())
                .orElse(null);
        assertThat(proxy).isEqualTo(expected);
    }

    @Test
    void aStarMeansEverybody_andNothingSaidMeansNobody() {
        ProxyRules all = ProxyRules.of(Map.of("HTTPS_PROXY", "http://p.example:1", "NO_PROXY", "*"));
        assertThat(all.proxyOf("https", "api.openai.com")).isEmpty();
        assertThat(ProxyRules.of(Map.of("HTTPS_PROXY", " ")).proxyOf("https", "api.openai.com"))
                .isEmpty();
    }

    @Test
    void whatAProviderSaysGoesBefore() {
        ProxyChoice.Through own = new ProxyChoice.Through("own.example", 9);
        assertThat(RULES.with(own).proxyOf("https", "internal.example")).contains(own);
        assertThat(RULES.with(own).isProxy("OWN.example")).isTrue();
        assertThat(RULES.with(ProxyChoice.DIRECT).proxyOf("https", "api.openai.com"))
                .isEmpty();
        assertThat(RULES.with(ProxyChoice.ENVIRONMENT)).isSameAs(RULES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:hunter2@proxy.example:3128",
                "https://proxy.example:3128",
                "socks5://proxy.example:1080",
                "proxy.example",
                "http://proxy.example:0",
                "http://proxy.example:65536"
            })
    void whatWeCannotUseIsRefused_ratherThanPassedBy(String value) {
        assertThatThrownBy(() -> ProxyRules.of(Map.of("HTTPS_PROXY", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HTTPS_PROXY")
                .hasMessageNotContaining("hunter2");
    }
}
