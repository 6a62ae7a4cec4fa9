package io.headgate.api.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.topic.TopicCatalog;
import io.headgate.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LeftoversTest {
    private static final TopicNames NAMES = new TopicNames("hg.");
    /** Topics without anybody's data: counts, prices, settings of tenants, what to do with a request. */
    private static final Set<String> OF_NOBODY = Set.of(
            "notices",
            "cancels",
            "health",
            "increments",
            "quotas",
            "canaries",
            "refusals",
            "catalog",
            "tenants",
            "alerts");

    @Test
    void saysOfEveryTopicHowLongItKeepsWhat() {
        List<Leftover> leftovers = new Leftovers(NAMES, _ -> Map.of("hg.results", Duration.ofDays(3)))
                .of(new Subject(new TenantId("acme"), null));

        assertThat(leftovers).anySatisfy(leftover -> {
            assertThat(leftover.where()).isEqualTo("hg.results");
            assertThat(leftover.keptFor()).isEqualTo(Duration.ofDays(3));
            assertThat(leftover.until()).contains("72 hours");
        });
        assertThat(leftovers).anySatisfy(leftover -> {
            assertThat(leftover.where()).isEqualTo("hg.requests.acme");
            assertThat(leftover.keptFor()).isEqualTo(Duration.ofDays(7));
        });
        assertThat(leftovers).extracting(Leftover::where).doesNotContain("files of the tenant that name no person");
    }

    @Test
    void saysThatFilesMayHoldLinesOfAPerson() {
        List<Leftover> leftovers =
                new Leftovers(NAMES, _ -> Map.of()).of(new Subject(new TenantId("acme"), new UserId("u-1")));

        assertThat(leftovers).extracting(Leftover::where).contains("files of the tenant that name no person");
        assertThat(leftovers).asString().doesNotContain("u-1");
    }

    /** A topic that is new has to be put on one of the two lists. */
    @Test
    void knowsOfEveryTopicWhetherItHoldsAnybodysData() {
        Set<String> told = new Leftovers(NAMES, _ -> Map.of())
                .of(new Subject(new TenantId("acme"), null)).stream()
                        .map(Leftover::where)
                        .collect(Collectors.toSet());

        assertThat(TopicCatalog.all())
                .filteredOn(spec -> !OF_NOBODY.contains(spec.name()))
                .allSatisfy(spec ->
                        assertThat(told).contains("hg." + spec.name().replace(TopicCatalog.TENANT, "acme")));
    }
}
