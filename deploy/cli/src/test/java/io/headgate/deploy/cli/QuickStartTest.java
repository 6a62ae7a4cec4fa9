package io.headgate.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class QuickStartTest {
    private static final String DEFAULT_TIER = "defaults: {tier: all}";

    @Test
    void theAliasIsOneThatTalks_andThatTheTenantMayUse() {
        assertThat(QuickStart.of(catalogue(DEFAULT_TIER, ""))).isEqualTo(new QuickStart("chat", true));
        assertThat(QuickStart.of(catalogue(DEFAULT_TIER, "tenants: {default: {aliases: [talk]}}")))
                .isEqualTo(new QuickStart("talk", true));
        assertThat(QuickStart.of(catalogue(DEFAULT_TIER, "").replace("talk:", "fast-text:")))
                .isEqualTo(new QuickStart("fast-text", true));
    }

    @Test
    void itIsTold_whetherTheTenantIsServed() {
        assertThat(QuickStart.of(catalogue("", "tenants: {acme: {tier: all}}")).served())
                .isFalse();
        assertThat(QuickStart.of(catalogue("", "tenants: {default: {tier: all}}"))
                        .served())
                .isTrue();
        assertThat(QuickStart.of(catalogue("", "tenants: {default: {tier: all, enabled: false}}"))
                        .served())
                .isFalse();
    }

    @Test
    void itIsThatOfTheExamples_whereNoCatalogueIsKnown() {
        assertThat(QuickStart.of(null)).isEqualTo(new QuickStart("fast-text", true));
    }

    @Test
    void itIsThreeLines_withAddressAndKey() {
        assertThat(new QuickStart("chat", true).lines(URI.create("http://127.0.0.1:8080"), "hg_1_2"))
                .hasSize(3)
                .startsWith("export OPENAI_BASE_URL=http://127.0.0.1:8080/v1", "export OPENAI_API_KEY=hg_1_2")
                .last()
                .asString()
                .startsWith("curl $OPENAI_BASE_URL/chat/completions ")
                .contains("\"model\":\"chat\"");
    }

    private static String catalogue(String defaults, String tenants) {
        return """
                %s
                providers: {local: {adapter: openai, allow_private: true, endpoints: {here: {base_url: "http://127.0.0.1:1/v1"}}}}
                models:
                  talker: {provider: local, provider_model: t, context_window: 1000}
                  counter: {provider: local, provider_model: c, context_window: 1000, capabilities: [embeddings]}
                routes:
                  a-vectors: {candidates: [{model: counter}]}
                  chat: {candidates: [{model: talker}]}
                  talk: {candidates: [{model: talker}]}
                tiers: {all: {limits: [{measure: requests, window: minute, amount: 10}]}}
                %s
                """.formatted(defaults, tenants);
    }
}
