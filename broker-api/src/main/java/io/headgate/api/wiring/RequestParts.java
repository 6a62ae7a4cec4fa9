package io.headgate.api.wiring;

import io.headgate.api.cancel.CancelDesk;
import io.headgate.api.cancel.CancelLog;
import io.headgate.api.events.EventFeed;
import io.headgate.api.events.TenantEvents;
import io.headgate.api.lookup.IndexReads;
import io.headgate.api.lookup.RequestList;
import io.headgate.api.lookup.RequestLookup;
import io.headgate.api.submit.BulkLimits;
import io.headgate.api.submit.BulkSubmission;
import io.headgate.api.submit.Submission;
import io.headgate.api.watch.Watches;
import io.micronaut.context.annotation.Factory;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;

/** The native asynchronous face, beyond what the others need of it as well. */
@Factory
final class RequestParts {
    private static final Duration LIST_WITHIN = Duration.ofSeconds(5);
    /** Proxies close what is silent for a minute, some for half of one. */
    private static final Duration PING = Duration.ofSeconds(15);

    @Singleton
    BulkSubmission bulkSubmission(Submission submission) {
        return new BulkSubmission(submission::submit, BulkLimits.USUAL);
    }

    @Singleton
    RequestList requestList(DataSource dataSource) {
        return new RequestList(DelegatingDataSource.unwrapDataSource(dataSource), LIST_WITHIN);
    }

    @Singleton
    EventFeed eventFeed(Watches watches, IndexReads reads) {
        return new EventFeed(watches, reads::request, PING);
    }

    @Singleton
    TenantEvents tenantEvents() {
        return new TenantEvents(Clock.systemUTC(), PING);
    }

    @Singleton
    CancelDesk cancelDesk(RequestLookup lookup, CancelLog log) {
        return new CancelDesk(lookup, log, Clock.systemUTC());
    }
}
