package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A client under a limit by the minute: it is told what is left of it, which falls until there is no more, and when to come again. */
class RateLimitIT {
    private static final String TENANT = "ratey";
    private static final int LIMIT = 25;
    private static final Duration SOON = Duration.ofSeconds(60);
    /** The router tells what is left about once a second: so it tells of several stages of a limit that is used up by calls. */
    private static final Duration APART = Duration.ofMillis(100);

    private final World world = World.shared();
    private final HttpClient client = HttpClient.newHttpClient();

    /** A reply to one call, when it came. */
    private record Told(HttpResponse<byte[]> reply, Instant at) {
        Optional<String> header(String name) {
            return reply.headers().firstValue(name);
        }

        /** -1 where nothing is told. */
        long remaining() {
            return header("x-ratelimit-remaining-requests").map(Long::parseLong).orElse(-1L);
        }

        /** Seconds. */
        long reset() {
            return Long.parseLong(
                    header("x-ratelimit-reset-requests").orElseThrow().replace("s", ""));
        }

        /** Whether both are told of the same minute. */
        boolean isOfTheMinuteOf(Told other) {
            Duration apart = Duration.between(at.plusSeconds(reset()), other.at.plusSeconds(other.reset()));
            return apart.abs().toSeconds() < 30;
        }

        boolean isUsedUp() {
            return reply.statusCode() == 429 && remaining() == 0;
        }
    }

    @Test
    void whatIsLeftFalls_untilItIsUsedUp_andThenTheClientIsToldWhenToComeAgain() throws Exception {
        assertThat(limited().statusCode()).isEqualTo(200);
        await().atMost(SOON).until(() -> call().reply().statusCode(), status -> status == 200);
        List<Told> all = new ArrayList<>();
        await().atMost(SOON).pollInterval(APART).until(() -> {
            all.add(call());
            return all.getLast().isUsedUp();
        });

        Told last = all.getLast();
        List<Told> ofTheMinute = all.stream()
                .filter(told -> told.remaining() >= 0 && told.isOfTheMinuteOf(last))
                .toList();
        assertThat(all).allSatisfy(told -> {
            assertThat(told.reply().statusCode()).isIn(200, 429);
            assertThat(told.header("x-ratelimit-limit-requests")).contains(Integer.toString(LIMIT));
        });
        assertThat(ofTheMinute)
                .extracting(Told::remaining)
                .isSortedAccordingTo((one, other) -> Long.compare(other, one))
                .first()
                .satisfies(first -> assertThat(first).isBetween(1L, (long) LIMIT));
        assertThat(last.reset()).isBetween(1L, 60L);
        assertThat(last.header("retry-after"))
                .hasValueSatisfying(after -> assertThat(Long.parseLong(after)).isCloseTo(last.reset(), within(1L)));
        assertThat(Json.read(last.reply().body()).at("/error/code").asText()).isEqualTo("rate_limit_exceeded");
    }

    private HttpResponse<byte[]> limited() throws IOException, InterruptedException {
        String settings = """
                {"tier":"basic","limits":[{"measure":"requests","window":"minute","amount":%d}]}""".formatted(LIMIT);
        return client.send(
                world.request("/v1/admin/tenants/" + TENANT)
                        .PUT(BodyPublishers.ofString(settings))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private Told call() throws IOException, InterruptedException {
        HttpRequest request = world.request("/v1/chat/completions")
                .header("headgate-tenant", TENANT)
                .POST(BodyPublishers.ofByteArray(PlainClientIT.chat("fast-text", "Hello")))
                .build();
        return new Told(client.send(request, HttpResponse.BodyHandlers.ofByteArray()), Instant.now());
    }
}
