package io.headgate.schemas.catalog.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.shape.Problem;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.TierName;
import io.headgate.schemas.message.TenantSettings;
import io.headgate.schemas.topic.TopicNames;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final Instant AT = Instant.parse("2026-11-20T12:00:00Z");
    private static final Catalogue IN_FORCE = CatalogTexts.valid(CatalogTexts.MINIMAL + """
            tiers:
              basic: {}
              gold: {weight: 3}
            defaults: {tier: basic}
            """);
    private static final String FULL = """
            enabled: false
            tier: gold
            weight: 7
            limits:
              - {measure: cost, window: month, amount: "12.50", currency: EUR, zone: Europe/Berlin, on_exceeded: wait}
              - {measure: in_flight, amount: 3}
            model_limits:
              m1: [{measure: tokens, window: day, amount: 1000}]
            project_limits:
              search: [{measure: requests, window: minute, amount: 5}]
            aliases: [all]
            providers: [one, two]
            regions: [eu]
            redaction: {entities: [email, card], action: block, actions: {phone: "off"}}
            max_body_bytes: 4096
            reply_topics: [acme.answers, headgate.results.acme]
            """;

    private final SettingsReader reader = new SettingsReader(new TopicNames("headgate."));

    @Test
    void everyKeyOfATenantIsRead() {
        TenantSettings settings = valid(FULL);
        assertThat(settings.tenant()).isEqualTo(ACME);
        assertThat(settings.enabled()).isFalse();
        assertThat(settings.tier()).isEqualTo(new TierName("gold"));
        assertThat(settings.weight()).isEqualTo(7);
        assertThat(settings.limits())
                .extracting(Limit::measure)
                .containsExactly(Limit.Measure.COST, Limit.Measure.IN_FLIGHT);
        assertThat(settings.modelLimits()).hasSize(1);
        assertThat(settings.projectLimits()).containsOnlyKeys("search");
        assertThat(settings.policy())
                .isEqualTo(new TenantSettings.Policy(
                        Set.of(new Alias("all")),
                        Set.of(new ProviderName("one"), new ProviderName("two")),
                        Set.of("eu"),
                        new Redaction(Map.of(
                                "email",
                                Redaction.Action.BLOCK,
                                "card",
                                Redaction.Action.BLOCK,
                                "phone",
                                Redaction.Action.OFF)),
                        4096L));
        assertThat(settings.replyTopics()).containsExactlyInAnyOrder("acme.answers", "headgate.results.acme");
        assertThat(settings.updatedBy()).isEqualTo("ada");
        assertThat(settings.updatedAt()).isEqualTo(AT);
    }

    @Test
    void whatIsLeftOutKeepsTheCatalogues() {
        TenantSettings settings = valid("enabled: true\n");
        assertThat(settings.tier()).isNull();
        assertThat(settings.weight()).isNull();
        assertThat(settings.policy()).isEqualTo(TenantSettings.Policy.OF_CATALOGUE);
    }

    @Test
    void whatIsShownReadsBackTheSame() {
        assertThat(valid(SettingsText.yaml(valid(FULL)))).isEqualTo(valid(FULL));
        assertThat(valid(SettingsText.yaml(valid("{}")))).isEqualTo(valid("{}"));
        String plain = "redaction: {entities: [ip, card], action: remove}";
        assertThat(valid(SettingsText.yaml(valid(plain)))).isEqualTo(valid(plain));
    }

    @Test
    void allProblemsAreTold_withLines_andNamesOfTheCatalogueInForce() {
        assertThat(problems("""
                tier: silver
                limts: []
                aliases: [al]
                providers: [four]
                model_limits: {m9: [{measure: tokens, window: day, amount: 1}]}
                reply_topics: [headgate.requests, headgate.results.globex]
                """))
                .hasSize(7)
                .anySatisfy(text -> assertThat(text).startsWith("line 1").contains("tier 'silver'", "basic, gold"))
                .anySatisfy(text -> assertThat(text).startsWith("line 2").contains("limts"))
                .anySatisfy(text -> assertThat(text).startsWith("line 3").contains("did you mean 'all'"))
                .anySatisfy(text -> assertThat(text).startsWith("line 4").contains("provider 'four'"))
                .anySatisfy(text -> assertThat(text).startsWith("line 5").contains("model 'm9'"))
                .anySatisfy(text -> assertThat(text)
                        .startsWith("line 6")
                        .contains("seen 'headgate.requests', allowed a topic outside 'headgate.*'"))
                .anySatisfy(text -> assertThat(text)
                        .startsWith("line 6")
                        .contains("seen 'headgate.results.globex'", "or 'headgate.results.acme'"));
    }

    @Test
    void aTierIsRequired_whereTheCatalogueHasNone() {
        Catalogue none = CatalogTexts.valid(CatalogTexts.MINIMAL);
        ReadSettings read = reader.read("weight: 2\n", ACME, none, "ada", AT);
        assertThat(read)
                .isInstanceOfSatisfying(
                        ReadSettings.Invalid.class,
                        invalid -> assertThat(invalid.problems().getFirst().message())
                                .contains("neither tenant 'acme' nor a defaults.tier"));
    }

    @Test
    void noTextMakesItThrow() {
        for (String text : List.of("", "[]", "a: b: c", "&a [*a]", "enabled: maybe", "\u0000", "tier: {x: y}")) {
            assertThat(reader.read(text, ACME, IN_FORCE, "ada", AT)).as(text).isInstanceOf(ReadSettings.Invalid.class);
        }
    }

    private TenantSettings valid(String yaml) {
        ReadSettings read = reader.read(yaml, ACME, IN_FORCE, "ada", AT);
        assertThat(read).isInstanceOf(ReadSettings.Valid.class);
        return ((ReadSettings.Valid) read).settings();
    }

    private List<String> problems(String yaml) {
        ReadSettings read = reader.read(yaml, ACME, IN_FORCE, "ada", AT);
        assertThat(read).isInstanceOf(ReadSettings.Invalid.class);
        return ((ReadSettings.Invalid) read)
                .problems().stream().map(Problem::toString).toList();
    }
}
