package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.router.Samples;
import io.headgate.router.budget.Account;
import io.headgate.router.budget.AccountId;
import io.headgate.router.budget.Budgets;
import io.headgate.router.budget.Counter;
import io.headgate.router.budget.CounterKey;
import io.headgate.router.budget.Holding;
import io.headgate.router.budget.Line;
import io.headgate.router.budget.Place;
import io.headgate.router.budget.Scope;
import io.headgate.router.budget.Span;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.message.Priority;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LedgerCodecTest {
    private static final AccountId ACME = new AccountId(Samples.ACME, Scope.TENANT);
    private static final AttemptId ATTEMPT = new AttemptId("r-1/1");
    private static final Span MINUTE =
            new Span(Instant.parse("2026-11-20T12:00:00Z"), Instant.parse("2026-11-20T12:01:00Z"));

    @Test
    void everyCounterComesBack() {
        List<Counter> counters = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            for (Window window : Window.values()) {
                CounterKey key = new CounterKey(measure, window, measure == Measure.COST ? Budgets.USD : null);
                Span span = window == Window.NOW ? Span.ALWAYS : MINUTE;
                counters.add(new Counter(
                        key,
                        span.start(),
                        span,
                        new BigDecimal("123456789.000000000000000001"),
                        BigDecimal.ZERO,
                        BigDecimal.valueOf(Long.MAX_VALUE)));
            }
        }
        Account account = new Account(ACME, counters);
        assertThat(LedgerCodec.account(ACME, LedgerCodec.bytes(account))).isEqualTo(account);
    }

    @Test
    void everyLineComesBack() {
        CounterKey key = new CounterKey(Measure.REQUESTS, Window.MINUTE, null);
        Holding holding = new Holding(
                Samples.ACME,
                ATTEMPT,
                List.of(
                        new Line(Scope.TENANT, key, MINUTE.start(), BigDecimal.ONE, true),
                        new Line(new Scope.Project("süd / 7"), key, MINUTE.start(), BigDecimal.ONE, false),
                        new Line(new Scope.OnModel(new ModelName("m")), key, MINUTE.start(), BigDecimal.TEN, false)));
        assertThat(LedgerCodec.holding(Samples.ACME, ATTEMPT, LedgerCodec.bytes(holding)))
                .isEqualTo(holding);
    }

    @ParameterizedTest
    @EnumSource
    void everyPlaceComesBack(Priority priority) {
        Place place = new Place(new ProviderName("alpha"), priority, MINUTE.start(), MINUTE.end());
        Holding holding = new Holding(Samples.ACME, ATTEMPT, List.of(), place);
        assertThat(LedgerCodec.bytes(holding)).hasSizeLessThan(32);
        assertThat(LedgerCodec.holding(Samples.ACME, ATTEMPT, LedgerCodec.bytes(holding)))
                .isEqualTo(holding);
    }

    /** If this no longer reads, an update loses the books. */
    @Test
    void whatTheFirstFormWroteIsReadForEver() {
        byte[] account = HexFormat.of()
                .parseHex(
                        "01000100010000000001a1f640bc00000001a1f640bc00000001a1fb6718" + "000000010c0000010100000102");
        Instant start = Instant.parse("2026-11-20T00:00:00Z");
        Span day = new Span(start, Instant.parse("2026-11-21T00:00:00Z"));
        assertThat(LedgerCodec.account(ACME, account).counters())
                .containsExactly(new Counter(
                        new CounterKey(Measure.TOKENS, Window.DAY, null),
                        start,
                        day,
                        BigDecimal.valueOf(12),
                        BigDecimal.ONE,
                        BigDecimal.TWO));
        byte[] holding = HexFormat.of().parseHex("0100010200016d01020003555344000001a1f640bc000200011900");
        assertThat(LedgerCodec.holding(Samples.ACME, ATTEMPT, holding).lines())
                .containsExactly(new Line(
                        new Scope.OnModel(new ModelName("m")),
                        new CounterKey(Measure.COST, Window.MONTH, Budgets.USD),
                        start,
                        new BigDecimal("0.25"),
                        false));
    }

    @Test
    void whatTheSecondFormWroteIsReadForEver() {
        byte[] holding =
                HexFormat.of().parseHex("0200000005616c706861" + "01" + "000001a1f640bc00" + "000001a1fb6718" + "00");
        assertThat(LedgerCodec.holding(Samples.ACME, ATTEMPT, holding).place())
                .isEqualTo(new Place(
                        new ProviderName("alpha"),
                        Priority.STANDARD,
                        Instant.parse("2026-11-20T00:00:00Z"),
                        Instant.parse("2026-11-21T00:00:00Z")));
    }

    @Test
    void aBusyTenantsEntriesAreSmall() {
        Counter counter = new Counter(
                new CounterKey(Measure.COST, Window.MONTH, Budgets.USD),
                MINUTE.start(),
                MINUTE,
                new BigDecimal("2499.123456789012345678"),
                new BigDecimal("12.000000000000000000"),
                BigDecimal.ZERO);
        assertThat(LedgerCodec.bytes(new Account(ACME, List.of(counter)))).hasSizeLessThan(70);
    }

    @Test
    void aNewerFormIsRefused() {
        assertThatThrownBy(() -> LedgerCodec.account(ACME, new byte[] {2, 0, 0}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("seen form 2, allowed 1 to 1");
        assertThatThrownBy(() -> LedgerCodec.holding(Samples.ACME, ATTEMPT, new byte[] {3, 0, 0}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("seen form 3, allowed 1 to 2");
    }
}
