package io.headgate.router.edge;

import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.process.KafkaConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** All that a router's process hears by itself, beside what its tasks are given. */
public final class Hearing implements AutoCloseable {
    private static final Duration STANDING_WITHIN = Duration.ofSeconds(30);

    private final List<StandingFeed<?>> standing;
    private final RecentAttempts recent;
    private final List<TopicFeed<?>> feeds;

    private Hearing(KafkaConnection kafka, Codecs codecs, KnownHealth known, InstantSource clock) {
        this.standing = List.of(
                StandingFeed.ofCanaries(kafka, codecs, known::stopped),
                StandingFeed.ofRefusals(kafka, codecs, known::refusing));
        this.recent = RecentAttempts.of(kafka, codecs.attempt(), known::learned, clock);
        this.feeds = List.of(
                TopicFeed.ofHealth(kafka, codecs, known::heard, clock),
                TopicFeed.ofFeedback(kafka, codecs, known::said, clock));
    }

    /**
     * Begins to hear; returns when it is known which replacements were stopped and what models refused: none of that must be
     * tried for a moment.
     *
     * @throws IllegalStateException when that is not known within half a minute
     */
    public static Hearing start(KafkaConnection kafka, Codecs codecs, KnownHealth known, InstantSource clock) {
        Hearing hearing = new Hearing(kafka, codecs, known, clock);
        hearing.start();
        return hearing;
    }

    private void start() {
        standing.forEach(StandingFeed::start);
        recent.start();
        feeds.forEach(TopicFeed::start);
        for (StandingFeed<?> feed : standing) {
            if (!feed.awaitRead(STANDING_WITHIN)) {
                close();
                throw new IllegalStateException(
                        "the router does not start: topic %s was not read within %s; if it is missing, create it with: headgate apply"
                                .formatted(feed.topic(), STANDING_WITHIN));
            }
        }
    }

    @Override
    public void close() {
        feeds.forEach(TopicFeed::close);
        recent.close();
        standing.forEach(StandingFeed::close);
    }
}
