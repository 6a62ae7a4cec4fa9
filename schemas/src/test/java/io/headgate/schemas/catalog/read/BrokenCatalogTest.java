package io.headgate.schemas.catalog.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BrokenCatalogTest {
    @Test
    void everyMistake_isReportedAtOnce() {
        String report = String.join("\n", CatalogTexts.problems(CatalogTexts.resource("/catalog/broken.yml"))) + "\n";

        assertThat(report).isEqualTo(CatalogTexts.resource("/catalog/broken.txt"));
    }

    @Test
    void noReport_repeatsASecret() {
        assertThat(CatalogTexts.problems(CatalogTexts.resource("/catalog/broken.yml"))
                        .toString())
                .doesNotContain("sk-secret", "plain-secret", "hunter2");
    }
}
