package io.headgate.schemas.catalog.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.id.ModelName;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a model can, by its lines. */
class ModelLinesTest {
    @Test
    void modelCanWhatIsTakenForGranted_butNotWhatItLacks() {
        String yaml = CatalogTexts.MINIMAL.replace("m-1,", "m-1, capabilities: [tools], lacks: [seed, n],");
        Model model = Objects.requireNonNull(CatalogTexts.valid(yaml).models().get(new ModelName("m1")));
        assertThat(model.can())
                .contains(Capability.TOOLS, Capability.SYSTEM, Capability.PARALLEL_TOOLS)
                .doesNotContain(Capability.SEED, Capability.N, Capability.VISION, Capability.IMAGE_URL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lacks: [tools] | seen tools, which a model lacks unless capabilities has it",
                "capabilities: [seed], lacks: [seed] | seen seed, which capabilities has as well",
            })
    void modelThatLacksWhatItHas_isRefused(String lines, String why) {
        assertThat(CatalogTexts.problems(CatalogTexts.MINIMAL.replace("m-1,", "m-1, " + lines + ",")))
                .singleElement()
                .asString()
                .contains("models.m1.lacks", why);
    }
}
