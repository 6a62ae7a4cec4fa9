package io.headgate.api.cancel;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Rows;
import io.headgate.api.Samples;
import io.headgate.api.cancel.CancelDesk.Cancelling;
import io.headgate.api.lookup.IndexUnavailableException;
import io.headgate.api.lookup.RequestLookup;
import io.headgate.api.lookup.RequestRow;
import io.headgate.api.watch.FakeWatches;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Cancel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CancelDeskTest {
    private static final RequestKey KEY = Samples.key("acme", "r1");

    private final List<Cancel> written = new ArrayList<>();
    private Instant now = Samples.ACCEPTED;
    private @Nullable RequestRow row = Rows.accepted(KEY);
    private boolean upToDate = true;
    private boolean readable = true;
    private boolean writable = true;

    @Test
    void isAskedFor_whileTheRequestHasNotEnded() throws Exception {
        assertThat(cancel()).isEqualTo(new Cancelling.Asked());
        assertThat(written).containsExactly(new Cancel(KEY, "key-1", null, Samples.ACCEPTED));
    }

    @Test
    void isNotAskedFor_whenItHasEnded() throws Exception {
        row = Rows.completed(KEY, "{}");
        assertThat(cancel()).isEqualTo(new Cancelling.Ended("completed"));
        assertThat(written).isEmpty();
    }

    @Test
    void isNotAskedFor_whenThereIsNone() throws Exception {
        row = null;
        assertThat(cancel()).isEqualTo(new Cancelling.Unknown());
        assertThat(written).isEmpty();
    }

    @Test
    void isAskedFor_whenTheIndexCannotSay() throws Exception {
        row = null;
        upToDate = false;
        assertThat(cancel()).isEqualTo(new Cancelling.Asked());
        readable = false;
        assertThat(cancel()).isEqualTo(new Cancelling.Asked());
        assertThat(written).hasSize(2);
    }

    @Test
    void isNotSaidToBeAskedFor_whenTheLogDoesNotAnswer() throws Exception {
        writable = false;
        assertThat(cancel()).isEqualTo(new Cancelling.Unavailable());
    }

    private Cancelling cancel() throws InterruptedException {
        RequestLookup lookup = new RequestLookup(
                key -> {
                    if (!readable) {
                        throw new IndexUnavailableException(new IllegalStateException("away"));
                    }
                    return Optional.ofNullable(row);
                },
                () -> upToDate,
                () -> now,
                (bell, pause) -> now = now.plus(pause),
                new FakeWatches());
        CancelLog log = cancel -> {
            written.add(cancel);
            return CompletableFuture.completedStage(writable);
        };
        return new CancelDesk(lookup, log, () -> now).cancel(KEY, "key-1");
    }
}
