package io.headgate.api.wiring;

import io.headgate.api.cancel.CancelLog;
import io.headgate.api.chat.ChatDesk;
import io.headgate.api.chat.IndexedEndings;
import io.headgate.api.chat.Seats;
import io.headgate.api.edge.KafkaCancelLog;
import io.headgate.api.edge.QuotaFeed;
import io.headgate.api.edge.WatchFeed;
import io.headgate.api.events.TenantEvents;
import io.headgate.api.http.openai.ChatReplies;
import io.headgate.api.http.openai.ChatTimes;
import io.headgate.api.http.openai.RateHeaders;
import io.headgate.api.limits.MinuteUses;
import io.headgate.api.lookup.RequestLookup;
import io.headgate.api.submit.Submission;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** Chat over HTTP, and the watching that it rests on. */
@Factory
final class ChatParts {
    /** Runs from the start: what is submitted before it does is not heard of. */
    @Bean(preDestroy = "close")
    @Context
    WatchFeed watchFeed(KafkaConnection kafka, Codecs codecs, TenantEvents events) {
        WatchFeed feed = new WatchFeed(kafka, codecs, events);
        feed.start();
        return feed;
    }

    @Bean(preDestroy = "close")
    @Singleton
    @Requires(missingBeans = CancelLog.class)
    KafkaCancelLog cancelLog(KafkaConnection kafka, Codecs codecs) {
        return new KafkaCancelLog(kafka, codecs);
    }

    @Singleton
    Seats seats(@Value("${headgate.chat.clients:4000}") int most) {
        return new Seats(most);
    }

    @Singleton
    ChatDesk chatDesk(Submission submission, WatchFeed feed, RequestLookup lookup, Seats seats) {
        return new ChatDesk(
                submission::submit,
                feed,
                () -> feed.status().ready(),
                new IndexedEndings(lookup),
                seats,
                Clock.systemUTC());
    }

    @Singleton
    MinuteUses minuteUses() {
        return new MinuteUses(Clock.systemUTC());
    }

    /** Runs from the start, as the watching does. */
    @Bean(preDestroy = "close")
    @Context
    QuotaFeed quotaFeed(KafkaConnection kafka, Codecs codecs, MinuteUses uses) {
        QuotaFeed feed = new QuotaFeed(kafka, codecs, uses);
        feed.start();
        return feed;
    }

    @Singleton
    RateHeaders rateHeaders(CatalogSource catalogue, @Nullable TenantCatalogs tenants, MinuteUses uses) {
        return new RateHeaders(tenants == null ? TenantCatalogs.without(catalogue) : tenants, uses);
    }

    @Singleton
    ChatTimes chatTimes(
            @Value("${headgate.chat.wait:10m}") Duration longestWait,
            @Value("${headgate.chat.keep-alive:15s}") Duration keepAlive,
            @Value("${headgate.chat.slow-readers:60s}") Duration slowReaders) {
        return new ChatTimes(longestWait, keepAlive, slowReaders);
    }

    @Singleton
    ChatReplies chatReplies(
            ChatTimes times,
            CancelLog cancels,
            RateHeaders rates,
            @Named(TaskExecutors.VIRTUAL) ExecutorService streams) {
        return new ChatReplies(times, cancels, rates, streams, Clock.systemUTC());
    }
}
