package io.headgate.api.erasure;

import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.topic.TopicCatalog;
import io.headgate.schemas.topic.TopicNames;
import io.headgate.schemas.topic.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what an erasure does not reach: topics keep their records until their time is over, and no record can be taken out. */
public final class Leftovers {
    private static final String PROMPTS = "requests, with their prompts";
    private static final String ANSWERS = "answers";
    private static final String JUDGEMENTS = "what users say of answers";
    private static final String IDS = "who called what and when; no prompts, no answers";
    private static final String REPLIES = "results." + TopicCatalog.TENANT;

    private final TopicNames names;
    private final TopicRetention retention;

    public Leftovers(TopicNames names, TopicRetention retention) {
        this.names = names;
        this.retention = retention;
    }

    /** For a subject; blocks for some seconds at most. */
    public List<Leftover> of(Subject subject) {
        Map<String, String> topics = new LinkedHashMap<>();
        contents().forEach((spec, holds) -> topics.put(names.prefix() + named(spec, subject.tenant()), holds));
        Map<String, Duration> seen = retention.of(topics.keySet());
        List<Leftover> leftovers = new ArrayList<>();
        contents().forEach((spec, holds) -> {
            String topic = names.prefix() + named(spec, subject.tenant());
            leftovers.add(
                    topic(topic, holds, Optional.ofNullable(seen.get(topic)).or(() -> standard(spec))));
        });
        if (subject.user() != null) {
            leftovers.add(new Leftover(
                    "files of the tenant that name no person",
                    "lines of many persons, this one's perhaps",
                    null,
                    "until they are deleted or expire: whoever uploads for one person says so in headgate-user"));
        }
        leftovers.add(new Leftover(
                "the books in Postgres",
                "tenant, user id, tags, amounts and times of calls; no prompts, no answers",
                null,
                "as long as books are kept"));
        leftovers.add(new Leftover(
                "providers, and backups of Kafka and Postgres",
                "what they were sent, and what was there when they were made",
                null,
                "as their owners say"));
        return leftovers;
    }

    private static Leftover topic(String topic, String holds, Optional<Duration> keptFor) {
        return new Leftover(
                topic,
                holds,
                keptFor.orElse(null),
                keptFor.map(time -> "until the record is %d hours old".formatted(time.toHours()))
                        .orElse("as long as the topic keeps its records"));
    }

    /** As the catalogue of topics names them; a family of topics by its pattern, but for the tenant's own. */
    private static Map<String, String> contents() {
        Map<String, String> contents = new LinkedHashMap<>();
        contents.put("requests", PROMPTS);
        contents.put("requests." + TopicCatalog.TENANT, PROMPTS);
        contents.put("admissions", PROMPTS);
        contents.put("dispatch." + TopicCatalog.PROVIDER, PROMPTS);
        contents.put("dispatch." + TopicCatalog.PROVIDER + ".critical", PROMPTS);
        contents.put("results", ANSWERS);
        contents.put(REPLIES, ANSWERS);
        contents.put("deltas", "pieces of answers");
        contents.put("failures", PROMPTS);
        contents.put("judgements", JUDGEMENTS);
        contents.put("feedback", JUDGEMENTS);
        contents.put("deadletters", "what nobody can be told by");
        contents.put("attempts", IDS);
        contents.put("intents", IDS);
        contents.put("orphans", IDS);
        contents.put("batches", "ids, metadata and counts of batches; no prompts, no answers");
        return contents;
    }

    private static String named(String spec, TenantId tenant) {
        return spec.replace(TopicCatalog.TENANT, tenant.value());
    }

    /** What a topic is made with, for where the cluster cannot be asked, or a name stands for many. */
    private static Optional<Duration> standard(String name) {
        return TopicCatalog.all().stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .map(TopicSpec::retention);
    }
}
