package io.headgate.api.replay.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.schemas.id.Alias;
import org.junit.jupiter.api.Test;

class ModelSpliceTest {
    private final Bodies bodies = new ModelSplice();

    @Test
    void onlyTheModelChanges_whateverStandsAroundIt() {
        String body = """
                { "messages" : [{"role":"user","content":"a \\"model\\": \\u00e9"}], "temperature":1.50,
                  "model" :  "fast-text" ,"metadata":{"model":"inner"}}""";

        assertThat(bodies.withModel(body, new Alias("deep"))).isEqualTo(body.replace("\"fast-text\"", "\"deep\""));
    }

    @Test
    void quotesAreEscaped_onBothSides() {
        assertThat(bodies.withModel("{\"model\":\"a\\\"b\",\"n\":1}", new Alias("c\"d")))
                .isEqualTo("{\"model\":\"c\\\"d\",\"n\":1}");
    }

    @Test
    void aBodyBehindALongPromptIsSpliced_whereTheParsersBufferHasMovedOn() {
        String prompt = "wörld ".repeat(5_000);
        String body = "{\"messages\":[{\"content\":\"%s\"}],\"model\":\"old\",\"n\":2}".formatted(prompt);

        assertThat(bodies.withModel(body, new Alias("new"))).isEqualTo(body.replace("\"old\"", "\"new\""));
    }

    @Test
    void aBodyThatNobodyCouldHaveLetInIsRefused() {
        assertThatThrownBy(() -> bodies.withModel("{\"n\":1}", new Alias("a"))).hasMessageContaining("no model");
        assertThatThrownBy(() -> bodies.withModel("secret", new Alias("a")))
                .hasMessage("a body that was let in is no JSON")
                .hasNoCause();
    }
}
