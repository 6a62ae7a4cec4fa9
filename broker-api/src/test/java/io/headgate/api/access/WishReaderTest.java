package io.headgate.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.access.WishReader.Rotation;
import io.headgate.api.access.WishReader.Wish;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.json.jackson.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WishReaderTest {
    private final SetClock clock = new SetClock();
    private final WishReader reader = new WishReader(new StrictJson(), clock);

    @Test
    void aWholeWishIsRead() {
        assertThat(reader.key(utf8("""
                                {"label":"search","role":"client","scopes":["read"],"tenant":"acme","project":"p",
                                 "expires_at":"P1D"}"""), Optional.empty()))
                .isEqualTo(new Wish.Readable<>(new KeyWish(
                        "search",
                        KeyRole.CLIENT,
                        Optional.of(Set.of(Scope.READ)),
                        Optional.of(new TenantId("acme")),
                        Optional.of("p"),
                        Optional.of(clock.instant().plus(Duration.ofDays(1))))));
    }

    @Test
    void theTenantBesideTheBodyCounts_whereTheBodyNamesNone() {
        Wish<KeyWish> wish =
                reader.key(utf8("{\"label\":\"x\",\"role\":\"reader\"}"), Optional.of(new TenantId("acme")));
        assertThat(wish)
                .isInstanceOfSatisfying(
                        Wish.Readable.class,
                        read -> assertThat(((KeyWish) read.value()).tenant()).contains(new TenantId("acme")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|body",
                "[]|body",
                "{\"label\":\"x\"}|role",
                "{\"role\":\"client\"}|label",
                "{\"label\":1,\"role\":\"client\"}|label",
                "{\"label\":\"x\",\"role\":\"root\"}|role",
                "{\"label\":\"x\",\"role\":\"client\",\"scopes\":\"read\"}|scopes",
                "{\"label\":\"x\",\"role\":\"client\",\"scopes\":[\"all\"]}|scopes",
                "{\"label\":\"x\",\"role\":\"client\",\"scopes\":[7]}|scopes",
                "{\"label\":\"x\",\"role\":\"client\",\"tenant\":\"a b\"}|tenant",
                "{\"label\":\"x\",\"role\":\"client\",\"tenant\":\"globex\"}|tenant",
                "{\"label\":\"x\",\"role\":\"client\",\"expires_at\":\"soon\"}|expires_at",
                "{\"label\":\"x\",\"role\":\"client\",\"expires_at\":\"P999999999999D\"}|expires_at",
                "{\"label\":\"x\",\"role\":\"client\",\"secret\":\"mine\"}|body"
            })
    void whatIsWrongIsNamed(@Nullable String body, String field) {
        assertThat(reader.key(utf8(body == null ? "" : body), Optional.of(new TenantId("acme"))))
                .isInstanceOfSatisfying(
                        Wish.Unreadable.class,
                        refused -> assertThat(refused.field()).isEqualTo(field));
    }

    @Test
    void aRotationSaysWhenTheOldKeyEnds_andWithoutABodyItEndsAtOnce() {
        assertThat(reader.rotation(new byte[0]))
                .isEqualTo(new Wish.Readable<>(new Rotation(clock.instant(), Optional.empty())));
        assertThat(reader.rotation(utf8("{\"old_expires_at\":\"PT1H\",\"expires_at\":\"2027-01-01T00:00:00Z\"}")))
                .isEqualTo(new Wish.Readable<>(new Rotation(
                        clock.instant().plusSeconds(3600), Optional.of(Instant.parse("2027-01-01T00:00:00Z")))));
        assertThat(reader.rotation(utf8("{\"when\":\"PT1H\"}"))).isInstanceOf(Wish.Unreadable.class);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
