package io.headgate.deploy.acceptance.checker.evidence;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the topics say, committed records from the first to the last.
 *
 * @param readAt when they were read, in milliseconds since the epoch
 * @param orphans those of the intents that were found to have no outcome
 * @param buried places that dead letters name as where they came from
 * @param increments what the increments add up to
 * @param unreadable internal records that cannot be read and that no dead letter is of, a sentence each
 * @param unreadableKeys names that such records bear in their headers
 * @param cut topics, without prefix, whose first records were deleted by retention
 * @param settingsChanged tenants whose settings were replaced by a record of {@code tenants}
 */
public record Log(
        long readAt,
        List<Published> published,
        List<Admitted> admissions,
        List<Dispatched> dispatches,
        List<Intended> intents,
        List<Intended> orphans,
        List<Metered> attempts,
        List<Ended> results,
        List<Cancelled> cancels,
        List<Noticed> notices,
        List<QuotaTold> quotas,
        Set<Place> buried,
        Map<Sum.Line, Sum> increments,
        List<String> unreadable,
        Set<Key> unreadableKeys,
        Set<String> cut,
        Set<String> settingsChanged) {}
