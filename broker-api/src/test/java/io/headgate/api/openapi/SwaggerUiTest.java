package io.headgate.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SwaggerUiTest {
    private static final Pattern FILE = Pattern.compile("/docs/([^\"]+)");

    private final SwaggerUi ui = new SwaggerUi();

    @Test
    void whatThePageNamesIsThere_andItHasNoScriptOfItsOwn() {
        String page = new String(ui.file("index.html").orElseThrow().content(), StandardCharsets.UTF_8);

        Matcher names = FILE.matcher(page);
        assertThat(names.results().map(found -> found.group(1)))
                .hasSize(4)
                .allSatisfy(name ->
                        assertThat(ui.file(name).orElseThrow().content()).isNotEmpty());
        assertThat(page).doesNotContain("<script>").doesNotContain("onload").doesNotContain("style=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "..", "../frame.json", "index.html/", "swagger-ui.css.map", "/etc/passwd", "package.json"})
    void nothingElseIs(String name) {
        assertThat(ui.file(name)).isEmpty();
    }
}
