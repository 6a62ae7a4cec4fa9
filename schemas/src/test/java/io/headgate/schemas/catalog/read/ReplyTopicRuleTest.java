package io.headgate.schemas.catalog.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.shape.Problem;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.topic.TopicNames;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In a catalogue; in a tenant's settings it is in {@link SettingsReaderTest}. */
class ReplyTopicRuleTest {
    private static final String YAML = CatalogTexts.MINIMAL + """
            tiers: {basic: {limits: [{measure: tokens, window: day, amount: 9}]}}
            tenants:
              acme:
                tier: basic
                reply_topics: [answers, hg.results.acme, hg.requests]
              globex:
                tier: basic
                reply_topics:
                  - hg.results.acme
            """;

    @Test
    void topicsOfHeadgateItself_areNobodysReplyTopics_butTheTenantsOwnOne() {
        assertThat(problems(YAML))
                .satisfiesExactly(
                        acme -> assertThat(acme)
                                .startsWith("line 21")
                                .contains(
                                        "tenants.acme.reply_topics[2]",
                                        "seen 'hg.requests', allowed a topic outside 'hg.*', or 'hg.results.acme'"),
                        globex -> assertThat(globex)
                                .startsWith("line 25")
                                .contains("seen 'hg.results.acme'", "or 'hg.results.globex'"));
    }

    @Test
    void itIsToldTogetherWithAllElseThatIsWrong() {
        assertThat(problems(YAML.replace("tier: basic", "tier: gold"))).hasSize(4);
        assertThat(problems(YAML.replace("  globex:", "  'no tenant':"))).hasSize(2);
    }

    @Test
    void whereTopicsAreCalledOtherwise_allMayBe() {
        assertThat(CatalogTexts.valid(YAML).tenants()).hasSize(2);
        assertThat(read(YAML, "headgate.")).isInstanceOf(ReadCatalog.Valid.class);
    }

    private static List<String> problems(String yaml) {
        return ((ReadCatalog.Invalid) read(yaml, "hg."))
                .problems().stream().map(Problem::toString).toList();
    }

    private static ReadCatalog read(String yaml, String prefix) {
        return new CatalogReader(Clock.systemUTC(), new TopicNames(prefix)).read(yaml, CatalogRevision.NONE);
    }
}
