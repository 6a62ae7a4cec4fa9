package io.headgate.metering.alert.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.alert.Observation;
import io.headgate.metering.alert.Observation.ContractBreaches;
import io.headgate.metering.alert.Observation.OldestOpen;
import io.headgate.metering.alert.Observation.OldestUnread;
import io.headgate.metering.alert.Observation.Orphans;
import io.headgate.metering.alert.Observation.Quota;
import io.headgate.metering.alert.Observation.Retirement;
import io.headgate.metering.alert.Observation.Unpriced;
import io.headgate.metering.alert.Watchman;
import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.catalog.AlertRule.Kind;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.Alert.State;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Four simulated weeks of what happens seldom, with the thresholds by default: answers that break a contract, requests that grow
 * old, calls that a crash cut off, models without a price or near their end, limits that are reached.
 */
class SeldomFalseAlarmsTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-09-07"); // a Monday
    private static final Instant START = Days.start(FIRST);
    private static final int DAYS = 28;
    private static final Duration KEPT = Duration.ofDays(7);

    private final Random random = new Random(31);

    /** Twenty aliases with 4 to 300 attempts in five minutes: one answer in 200 breaks its contract; of a6, one in five for an hour. */
    @Test
    void contractViolation() {
        Watchman watchman = watchman(Kind.CONTRACT_VIOLATION);
        int looks = 24 * 12;
        long[][][] minutes = new long[20][3][2];
        for (int look = 0; look < DAYS * looks; look++) {
            List<Observation> seen = new ArrayList<>();
            for (int alias = 0; alias < 20; alias++) {
                boolean off = alias == 6 && look / looks == 20 && look % looks < 12;
                long attempts = Math.max(0, Math.round(around(4 * Math.pow(1.255, alias))));
                long broken = 0;
                for (long attempt = 0; attempt < attempts; attempt++) {
                    broken += random.nextDouble() < (off ? 0.2 : 0.005) ? 1 : 0;
                }
                minutes[alias][look % 3] = new long[] {attempts, broken};
                long[][] quarter = minutes[alias];
                long all = quarter[0][1] + quarter[1][1] + quarter[2][1];
                if (all > 0) {
                    seen.add(new ContractBreaches(
                            new Alias("a" + alias), quarter[0][0] + quarter[1][0] + quarter[2][0], all));
                }
            }
            watchman.look(START.plus(Duration.ofMinutes(5).multipliedBy(look + 1L)), seen);
        }

        FalseAlarms.assertTold(
                watchman,
                "contract_violation at 5 %",
                20 * DAYS,
                0.02,
                alert -> Objects.equals(alert.scope().alias(), new Alias("a6"))
                        && day(alert).equals(FIRST.plusDays(20)));
    }

    /**
     * Forty tenants whose oldest open request waits for some hours, and now and then for two days; five groups that are minutes
     * behind, and half a day behind after a bad night. One request of t8 hangs for good, and one group stands still for four days.
     */
    @Test
    void oldRequest() {
        Watchman watchman = watchman(Kind.OLD_REQUEST);
        Instant hangs = START.plus(Duration.ofDays(10));
        Instant stands = START.plus(Duration.ofDays(15));
        Instant goesOn = stands.plus(Duration.ofDays(4));
        for (int look = 0; look < DAYS * 24; look++) {
            Instant now = START.plus(Duration.ofHours(look + 1L));
            List<Observation> seen = new ArrayList<>();
            for (int tenant = 0; tenant < 40; tenant++) {
                double hours = random.nextInt(50) == 0 ? 48 : 6;
                Instant accepted = tenant == 8 && now.isAfter(hangs) ? hangs : now.minus(wait(hours));
                seen.add(new OldestOpen(new TenantId("t" + tenant), accepted, KEPT));
            }
            for (int group = 0; group < 5; group++) {
                double hours = look / 24 % 7 == 2 && look % 24 < 8 ? 12 : 0.2;
                boolean still = group == 1 && now.isAfter(stands) && now.isBefore(goesOn);
                seen.add(new OldestUnread("g" + group, "requests", still ? stands : now.minus(wait(hours)), KEPT));
            }
            watchman.look(now, seen);
        }

        FalseAlarms.assertTold(
                watchman,
                "old_request at half of what is kept",
                45 * DAYS,
                0,
                alert -> Objects.equals(alert.scope().tenant(), new TenantId("t8"))
                        || alert.message().contains("group g1") && day(alert).isAfter(FIRST.plusDays(17)));
        assertThat(raised(watchman)).as("each was told once").hasSize(2);
    }

    /** Thirty tenants; a process dies on every fourth day, and takes some calls of a few tenants with it. */
    @Test
    void orphanedCalls() {
        Watchman watchman = watchman(Kind.ORPHANED_CALLS);
        long[][] lost = new long[30][DAYS * 24];
        int crashes = 0;
        for (int crash = 30; crash < DAYS * 24; crash += 96) {
            for (int each = 0; each < 3; each++) {
                int tenant = (crash / 96 * 3 + each) % 30;
                lost[tenant][crash] = 1 + random.nextInt(5);
                crashes++;
            }
        }
        for (int look = 0; look < DAYS * 24; look++) {
            List<Observation> seen = new ArrayList<>();
            for (int tenant = 0; tenant < 30; tenant++) {
                long ofLate = 0;
                for (int hour = Math.max(0, look - 23); hour <= look; hour++) {
                    ofLate += lost[tenant][hour];
                }
                if (ofLate > 0) {
                    seen.add(new Orphans(new TenantId("t" + tenant), ofLate));
                }
            }
            watchman.look(START.plus(Duration.ofHours(look)), seen);
        }

        FalseAlarms.assertTold(
                watchman,
                "orphaned_calls from the first on",
                30 * DAYS,
                0,
                alert -> lost[number(alert)][
                                (int) Duration.between(START, alert.at()).toHours()]
                        > 0);
        assertThat(raised(watchman)).as("each crash, to each tenant, once").hasSize(crashes);
    }

    /** Twelve models of which one has no price for ten days, used by day alone; three are retired within the time. */
    @Test
    void unpricedAndDeprecation() {
        Watchman unpriced = watchman(Kind.UNPRICED);
        Watchman retired = watchman(Kind.DEPRECATION);
        for (int look = 0; look < DAYS * 24; look++) {
            Instant now = START.plus(Duration.ofHours(look));
            boolean used = look / 24 >= 10 && look / 24 <= 20;
            unpriced.look(now, used ? List.of(new Unpriced(provider(), model(7), 1 + look % 24, 0)) : List.of());
            List<Observation> ends = new ArrayList<>();
            for (int model = 0; model < 12; model++) {
                ends.add(new Retirement(provider(), model(model), FIRST.plusDays(model < 3 ? 20 + model : 100)));
            }
            retired.look(now, ends);
        }

        FalseAlarms.assertTold(
                unpriced,
                "unpriced from the first attempt on",
                12 * DAYS,
                0,
                alert -> Objects.equals(alert.scope().model(), model(7)));
        assertThat(raised(unpriced)).hasSize(1);
        FalseAlarms.assertTold(
                retired,
                "deprecation at 30 and 7 days",
                12 * DAYS,
                0,
                alert -> alert.at().isAfter(START.minusSeconds(1)) && modelNumber(alert) < 3);
        assertThat(raised(retired)).as("three models, at each threshold").hasSize(6);
    }

    /** Forty tenants that spend 45 to 105 % of a limit by the day: told just where a threshold was reached, and once. */
    @Test
    void budget() {
        Watchman watchman = watchman(Kind.BUDGET);
        long reached = 0;
        for (int day = 0; day < DAYS; day++) {
            Alert.Window window = Days.window(FIRST.plusDays(day));
            double[] whole = random.doubles(40).map(x -> 45 + 60 * x).toArray();
            for (int hour = 1; hour <= 24; hour++) {
                List<Observation> seen = new ArrayList<>();
                for (int tenant = 0; tenant < 40; tenant++) {
                    seen.add(new Quota(
                            new TenantId("t" + tenant),
                            null,
                            null,
                            "cost",
                            "day",
                            "USD",
                            new BigDecimal("100"),
                            BigDecimal.valueOf((long) (whole[tenant] * hour / 24 * 100), 2),
                            window));
                }
                watchman.look(window.start().plus(Duration.ofHours(hour)).minusSeconds(1), seen);
            }
            for (double spent : whole) {
                reached += (spent >= 50 ? 1 : 0) + (spent >= 80 ? 1 : 0) + (spent >= 100 ? 1 : 0);
            }
        }

        assertThat(raised(watchman)).as("thresholds that were reached").hasSize((int) reached);
        System.out.printf(
                "budget at 50, 80 and 100 %%: told %d times, all true, in %d days of a limit%n", reached, 40 * DAYS);
    }

    private static Watchman watchman(Kind kind) {
        return new Watchman(AlertRule.of(kind.wireName(), kind));
    }

    private static List<Alert> raised(Watchman watchman) {
        return watchman.told().stream()
                .filter(alert -> alert.state() == State.RAISED)
                .toList();
    }

    private static ProviderName provider() {
        return new ProviderName("p");
    }

    private static ModelName model(int number) {
        return new ModelName("m" + number);
    }

    private static int modelNumber(Alert alert) {
        return Integer.parseInt(
                Objects.requireNonNull(alert.scope().model()).value().substring(1));
    }

    private static int number(Alert alert) {
        return Integer.parseInt(
                Objects.requireNonNull(alert.scope().tenant()).value().substring(1));
    }

    private double around(double mean) {
        return mean + random.nextGaussian() * Math.sqrt(mean);
    }

    /** Some time around a mean, never more than a day and a half more than that. */
    private Duration wait(double meanHours) {
        double hours = Math.min(-Math.log(1 - random.nextDouble()) * meanHours, meanHours + 32);
        return Duration.ofMinutes((long) (hours * 60));
    }

    private static LocalDate day(Alert alert) {
        return Days.of(Objects.requireNonNull(alert.window()).start());
    }
}
