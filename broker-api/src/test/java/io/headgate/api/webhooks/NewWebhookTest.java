package io.headgate.api.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.json.jackson.StrictJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewWebhookTest {
    @Test
    void isToldEverything_whenItDoesNotSay() {
        assertThat(read("{'name':'crm','url':'https://crm.example/hook?k=1'}", false))
                .isEqualTo(new NewWebhook.Wanted(
                        "crm",
                        URI.create("https://crm.example/hook?k=1"),
                        Set.of(EndEvent.COMPLETED, EndEvent.FAILED),
                        false));
        assertThat(read("{'name':'a','url':'https://b.example','events':['request.failed'],'only_named':true}", false))
                .isEqualTo(new NewWebhook.Wanted("a", URI.create("https://b.example"), Set.of(EndEvent.FAILED), true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "not json; body",
                "[]; body",
                "{'name':'a','url':'https://b.example','secret':'x'}; body",
                "{'url':'https://b.example'}; name",
                "{'name':'A b','url':'https://b.example'}; name",
                "{'name':7,'url':'https://b.example'}; name",
                "{'name':'a'}; url",
                "{'name':'a','url':7}; url",
                "{'name':'a','url':'https://b.example','events':[]}; events",
                "{'name':'a','url':'https://b.example','events':['request.started']}; events",
                "{'name':'a','url':'https://b.example','events':'request.failed'}; events",
                "{'name':'a','url':'https://b.example','only_named':'yes'}; only_named"
            })
    void whatCannotBeRead_isNamed(String body, String field) {
        assertThat(read(body, false))
                .isInstanceOfSatisfying(
                        NewWebhook.Refused.class,
                        refused -> assertThat(refused.field()).isEqualTo(field));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://crm.example/",
                "ftp://crm.example/",
                "https:///path",
                "https://user:CANARY@crm.example/",
                "https://crm.example/#CANARY",
                "https://localhost/",
                "https://api.localhost./",
                "https://127.0.0.1/",
                "https://10.1.2.3/",
                "https://[::1]/",
                "https://[fd00::1]/",
                "https://169.254.169.254/latest",
                "https://crm.example:70000/",
                "/relative",
                "crm.example",
                "https://crm example/"
            })
    void anAddressThatMayNotBeCalled_isRefused_andNotRepeated(String url) {
        NewWebhook read = read("{'name':'a','url':'%s'}".formatted(url), false);

        assertThat(read)
                .isInstanceOfSatisfying(
                        NewWebhook.Refused.class,
                        refused -> assertThat(refused.field()).isEqualTo("url"));
        assertThat(read.toString()).doesNotContain("CANARY").doesNotContain("169.254");
    }

    @Test
    void addressesNearby_areForThoseWhoAllowThem() {
        assertThat(read("{'name':'a','url':'http://127.0.0.1:9000/x'}", true)).isInstanceOf(NewWebhook.Wanted.class);
        assertThat(read("{'name':'a','url':'http://169.254.169.254/x'}", true)).isInstanceOf(NewWebhook.Refused.class);
    }

    private static NewWebhook read(String body, boolean allowPrivate) {
        return NewWebhook.read(
                body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), new StrictJson(), allowPrivate);
    }
}
