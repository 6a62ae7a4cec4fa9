package io.headgate.worker.call.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.worker.call.wire.WireJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountsTest {
    @ParameterizedTest
    @CsvSource({
        "0, true",
        "1, true",
        "1000000000, true",
        "1000000001, false",
        "-1, false",
        "1.5, false",
        "1e3, false",
        "99999999999999999999999, false",
        "true, false",
        "null, false"
    })
    void countsAreWholeAndBelievable(String json, boolean count) {
        assertThat(Counts.isCount(node(json))).isEqualTo(count);
        assertThat(Counts.orZero(node(json))).isEqualTo(count ? Long.parseLong(json) : 0);
    }

    @Test
    void whatIsNotThereSpoilsNoReport_andWhatIsNoCountDoes() {
        assertThat(Counts.areCountsOrAbsent(node("null"), node("5"), WireJson.MAPPER.missingNode()))
                .isTrue();
        assertThat(Counts.areCountsOrAbsent(node("5"), node("1000000001"))).isFalse();
    }

    private static JsonNode node(String json) {
        return WireJson.object("{\"a\":%s}".formatted(json)).orElseThrow().path("a");
    }
}
