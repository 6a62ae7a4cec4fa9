package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a client over HTTP is told when a limit of its tenant is full: 429, and when there is room again. */
class FullLimitsIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String CHAT = "/v1/chat/completions";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final World world = World.shared();

    @AfterAll
    static void stop() {
        CLIENT.close();
    }

    @Test
    void aBudgetIsFullUntilItsMonthEnds() throws Exception {
        limit("full-budget", """
                {"measure":"cost","window":"month","amount":"0","currency":"USD"}""");
        for (HttpResponse<String> refused : refusals("full-budget")) {
            assertThat(refused.body()).contains("insufficient_quota");
            assertThat(refused.headers().firstValue("x-should-retry")).contains("false");
            // Asked after the answer: the moment that it named is not earlier by now.
            Instant end = Instant.now()
                    .atOffset(ZoneOffset.UTC)
                    .truncatedTo(ChronoUnit.DAYS)
                    .withDayOfMonth(1)
                    .plusMonths(1)
                    .toInstant();
            assertThat(Instant.now().plusSeconds(retryAfter(refused))).isBetween(end, end.plus(SOON));
        }
    }

    @Test
    void aRateIsFullUntilItsMinuteEnds() throws Exception {
        limit("full-rate", """
                {"measure":"requests","window":"minute","amount":0}""");
        for (HttpResponse<String> refused : refusals("full-rate")) {
            assertThat(refused.body()).contains("rate_limit_exceeded");
            assertThat(refused.headers().firstValue("x-should-retry")).contains("true");
            assertThat(retryAfter(refused)).isBetween(1L, 60L);
        }
    }

    @Test
    void whatIsLimitedAtAnyMomentMayHaveRoomInASecond() throws Exception {
        limit("full-flight", """
                {"measure":"in_flight","amount":0}""");
        for (HttpResponse<String> refused : refusals("full-flight")) {
            assertThat(refused.body()).contains("rate_limit_exceeded");
            assertThat(retryAfter(refused)).isEqualTo(1);
        }
    }

    /** Makes a tenant of its own that has this limit beside its tier's, and waits until it is in force. */
    private void limit(String tenant, String limit) throws IOException, InterruptedException {
        HttpRequest settings = world.request("/v1/admin/tenants/" + tenant)
                .PUT(BodyPublishers.ofString("{\"tier\":\"basic\",\"limits\":[%s]}".formatted(limit)))
                .build();
        HttpResponse<String> set = CLIENT.send(settings, BodyHandlers.ofString());
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        await().atMost(SOON).until(() -> send(tenant, CHAT, chat(false)).statusCode(), status -> status == 429);
    }

    /** The answers to one chat that is waited for, one that is streamed, and embeddings. */
    private List<HttpResponse<String>> refusals(String tenant) throws IOException, InterruptedException {
        List<HttpResponse<String>> refusals = List.of(
                send(tenant, CHAT, chat(false)), send(tenant, CHAT, chat(true)), send(tenant, "/v1/embeddings", """
                        {"model":"vectors","input":"river mill"}"""));
        assertThat(refusals)
                .allSatisfy(
                        reply -> assertThat(reply.statusCode()).as(reply.body()).isEqualTo(429));
        return refusals;
    }

    private HttpResponse<String> send(String tenant, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = world.request(path)
                .header("headgate-tenant", tenant)
                .POST(BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    private static String chat(boolean stream) {
        return """
                {"model":"fast-text","stream":%s,"messages":[{"role":"user","content":"Hello"}]}""".formatted(stream);
    }

    private static long retryAfter(HttpResponse<String> reply) {
        return Long.parseLong(reply.headers().firstValue("retry-after").orElseThrow());
    }
}
