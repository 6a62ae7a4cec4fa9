package io.headgate.api.http.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

class SseBodyTest {
    private final Reader reader = new Reader();

    /** A client that takes as much as it is told to. */
    private static final class Reader extends BaseSubscriber<byte[]> {
        private final List<String> taken = new CopyOnWriteArrayList<>();
        private volatile @Nullable Throwable failure;
        private volatile boolean complete;

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            // Takes nothing by itself.
        }

        @Override
        protected void hookOnNext(byte[] piece) {
            taken.add(new String(piece, StandardCharsets.UTF_8));
        }

        @Override
        protected void hookOnComplete() {
            complete = true;
        }

        @Override
        protected void hookOnError(Throwable cause) {
            failure = cause;
        }
    }

    @Test
    void writesAsMuchAsIsTaken_andWaitsForMore() throws Exception {
        SseBody body = new SseBody(Duration.ofSeconds(30));
        body.publisher().subscribe(reader);
        reader.request(1);

        assertThat(body.write(bytes("a"))).isTrue();
        CompletableFuture<Boolean> second = CompletableFuture.supplyAsync(() -> write(body, "b"));
        await().pollDelay(Duration.ofMillis(100)).until(() -> true);
        assertThat(second).isNotDone();
        reader.request(1);

        assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
        body.complete();
        body.cut();
        assertThat(reader.taken).containsExactly("a", "b");
        assertThat(reader.complete).isTrue();
        assertThat(reader.failure).isNull();
    }

    @Test
    void givesUpAReader_thatTakesNothing() throws Exception {
        SseBody body = new SseBody(Duration.ofMillis(50));
        body.publisher().subscribe(reader);

        assertThat(body.write(bytes("a"))).isFalse();
        body.cut();

        assertThat(reader.taken).isEmpty();
        assertThat(reader.failure).hasMessageContaining("took nothing");
    }

    @Test
    void givesUp_whenNobodyEverReads() throws Exception {
        SseBody body = new SseBody(Duration.ofMillis(50));

        assertThat(body.write(bytes("a"))).isFalse();
        body.cut();

        body.publisher().subscribe(reader);
        assertThat(reader.failure).isNotNull();
    }

    @Test
    void stopsAtOnce_whenTheReaderGoes() throws Exception {
        SseBody body = new SseBody(Duration.ofSeconds(30));
        body.publisher().subscribe(reader);
        CompletableFuture<Boolean> writing = CompletableFuture.supplyAsync(() -> write(body, "a"));

        reader.cancel();

        assertThat(writing.get(10, TimeUnit.SECONDS)).isFalse();
    }

    private static boolean write(SseBody body, String text) {
        try {
            return body.write(bytes(text));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
