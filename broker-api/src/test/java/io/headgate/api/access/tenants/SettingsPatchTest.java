package io.headgate.api.access.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.TenantSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsPatchTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LIMITS = "{\"limits\":[{\"amount\":0.10000000000000000001}]}";
    private static final Optional<TenantSettings> SETTINGS = Optional.of(new TenantSettings(
            new TenantId("acme"),
            true,
            null,
            List.of(),
            Map.of(),
            Map.of(),
            TenantSettings.Policy.OF_CATALOGUE,
            Set.of("acme.results"),
            3,
            "ann",
            Instant.EPOCH));

    @Test
    void eachKeyReplacesWhatWasThere_nullTakesItBack_andTheRestStays() throws Exception {
        JsonNode merged = JSON.readTree(SettingsPatch.merged(SETTINGS, "{\"weight\":5,\"reply_topics\":null}"));

        assertThat(merged.path("weight").asInt()).isEqualTo(5);
        assertThat(merged.has("reply_topics")).isFalse();
        assertThat(merged.path("enabled").asBoolean()).isTrue();
        assertThat(SettingsPatch.merged(Optional.empty(), "{\"weight\":5}")).isEqualTo("{\"weight\":5}");
    }

    @Test
    void amountsStayAsTheyWereWritten() {
        assertThat(SettingsPatch.merged(SETTINGS, LIMITS)).contains("0.10000000000000000001");
    }

    @Test
    void aProjectsLimitsComeAndGo_besideThoseOfOthers() throws Exception {
        String one = SettingsPatch.withProject(SETTINGS, "search", LIMITS);

        assertThat(JSON.readTree(one).path("project_limits").path("search")).hasSize(1);
        assertThat(JSON.readTree(one).path("weight").asInt()).isEqualTo(3);
        assertThat(SettingsPatch.withoutProject(SETTINGS, "search")).doesNotContain("project_limits");
    }
}
