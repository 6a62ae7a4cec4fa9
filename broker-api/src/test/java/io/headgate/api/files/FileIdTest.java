package io.headgate.api.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileIdTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"", "file-", "file-../x", "file-a/b", "file-%2e%2e", "file-a b", "batch_1", "file-ü", "FILE-a"})
    void isRefused_whenItIsNone(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> new FileId(id)).withMessageContaining(FileId.ALLOWED);
    }

    @Test
    void sortsByTime_whenItIsMadeHere() {
        FileId earlier = FileId.next(Instant.parse("2026-11-20T12:00:00Z"));
        FileId later = FileId.next(Instant.parse("2026-11-20T12:00:01Z"));

        assertThat(earlier).isLessThan(later);
        assertThat(earlier.value()).matches("file-[0-9a-f]{32}");
    }
}
