package io.headgate.worker.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.worker.call.Headroom.Quota;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** What providers write into headers is read or left, whatever it is. */
class ReplyHeadersProperties {
    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @Property
    void waitIsNullOrWithinADay_whateverComes(@ForAll String text, @ForAll String millis) {
        Duration wait = RetryAfter.read(Map.of("retry-after", text, "retry-after-ms", millis), NOW);

        assertThat(isNullOrWithinADay(wait)).isTrue();
    }

    @Property
    void idIsVisibleAndShort_whateverComes(@ForAll String text) {
        String id = UpstreamReply.plainId("req_" + text.repeat(100));

        assertThat(id).matches("req_[!-~]{0,252}");
        assertThat(UpstreamReply.plainId(" \n")).isNull();
    }

    @Property
    void everyFormOfADateIsTheSameWait(@ForAll @IntRange(min = 0, max = 86_400) int seconds) {
        for (String form : new String[] {
            "EEE, dd MMM uuuu HH:mm:ss 'GMT'", "EEEE, dd-MMM-uu HH:mm:ss 'GMT'", "EEE MMM ppd HH:mm:ss uuuu"
        }) {
            String date = DateTimeFormatter.ofPattern(form, Locale.US)
                    .format(NOW.plusSeconds(seconds).atOffset(ZoneOffset.UTC));

            assertThat(RetryAfter.read(Map.of("retry-after", date), NOW)).isEqualTo(Duration.ofSeconds(seconds));
        }
    }

    @Property
    void headroomIsReadableOrNull_whateverComes(@ForAll String text, @ForAll String other) {
        Map<String, String> headers = new HashMap<>();
        for (String what : new String[] {"requests", "tokens"}) {
            headers.put("x-ratelimit-remaining-" + what, what.equals("tokens") ? text : "1");
            headers.put("x-ratelimit-limit-" + what, text);
            headers.put("x-ratelimit-reset-" + what, other);
            headers.put("anthropic-ratelimit-" + what + "-remaining", "1");
            headers.put("anthropic-ratelimit-" + what + "-reset", other);
        }

        Quota requests = Objects.requireNonNull(RateHeaders.read(headers, NOW).requests());

        assertThat(requests.remaining()).isEqualTo(1);
        assertThat(isNullOrWithinADay(requests.resetIn())).isTrue();
    }

    @Property
    void resetIsRead_whenAProviderWritesIt(
            @ForAll @IntRange(min = 0, max = 23) int hours,
            @ForAll @IntRange(min = 0, max = 59) int minutes,
            @ForAll @IntRange(min = 0, max = 59_999) int millis) {
        String reset = "%dh%dm%d.%03ds".formatted(hours, minutes, millis / 1000, millis % 1000);
        Map<String, String> headers = Map.of("x-ratelimit-remaining-tokens", "7", "x-ratelimit-reset-tokens", reset);

        Quota tokens = Objects.requireNonNull(RateHeaders.read(headers, NOW).tokens());

        assertThat(Objects.requireNonNull(tokens.resetIn()).plusNanos(500).toMillis())
                .isEqualTo(Duration.ofHours(hours)
                        .plusMinutes(minutes)
                        .plusMillis(millis)
                        .toMillis());
    }

    private static boolean isNullOrWithinADay(@Nullable Duration time) {
        return time == null || (!time.isNegative() && time.compareTo(DAY) <= 0);
    }
}
