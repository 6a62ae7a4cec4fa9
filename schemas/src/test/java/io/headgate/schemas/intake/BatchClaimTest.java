package io.headgate.schemas.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.message.BatchMark;
import io.headgate.schemas.topic.HeaderNames;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchClaimTest {
    private final Problems problems = new Problems();

    @Test
    void aBatchHasAnId_andPerhapsASize() {
        assertThat(read("nightly", "1000")).isEqualTo(new BatchMark(new BatchId("nightly"), 1_000));
        assertThat(read("nightly", null)).isEqualTo(new BatchMark(new BatchId("nightly"), null));
        assertThat(read(null, null)).isNull();
        assertThat(problems.first()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "100000001", "many", ""})
    void aSizeIsAWholeNumber(String size) {
        read("nightly", size);
        assertThat(problems.first()).isNotNull().extracting(Fault::field).isEqualTo("batch_size");
    }

    @Test
    void aSizeIsOfSomething() {
        assertThat(read(null, "3")).isNull();
        assertThat(problems.first()).isNotNull().extracting(Fault::field).isEqualTo("batch_size");
    }

    @Test
    void anIdIsVisible() {
        assertThat(read("two words", null)).isNull();
        assertThat(problems.first()).isNotNull().extracting(Fault::field).isEqualTo("batch");
    }

    private @Nullable BatchMark read(@Nullable String id, @Nullable String size) {
        Map<String, String> headers = new HashMap<>();
        if (id != null) {
            headers.put(HeaderNames.BATCH, id);
        }
        if (size != null) {
            headers.put(HeaderNames.BATCH_SIZE, size);
        }
        return BatchClaim.read(HeaderClaims.of(headers), problems);
    }
}
