package io.headgate.deploy.acceptance.checker.read;

import io.headgate.deploy.acceptance.checker.evidence.Admitted;
import io.headgate.deploy.acceptance.checker.evidence.Cancelled;
import io.headgate.deploy.acceptance.checker.evidence.Dispatched;
import io.headgate.deploy.acceptance.checker.evidence.Ended;
import io.headgate.deploy.acceptance.checker.evidence.Intended;
import io.headgate.deploy.acceptance.checker.evidence.Key;
import io.headgate.deploy.acceptance.checker.evidence.Log;
import io.headgate.deploy.acceptance.checker.evidence.Metered;
import io.headgate.deploy.acceptance.checker.evidence.Noticed;
import io.headgate.deploy.acceptance.checker.evidence.Place;
import io.headgate.deploy.acceptance.checker.evidence.Published;
import io.headgate.deploy.acceptance.checker.evidence.QuotaTold;
import io.headgate.deploy.acceptance.checker.evidence.Sum;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What topics say, while they are read side by side. Thread-safe. */
final class Draft {
    final List<Published> published = list();
    final List<Admitted> admissions = list();
    final List<Dispatched> dispatches = list();
    final List<Intended> intents = list();
    final List<Intended> orphans = list();
    final List<Metered> attempts = list();
    final List<Ended> results = list();
    final List<Cancelled> cancels = list();
    final List<Noticed> notices = list();
    final List<QuotaTold> quotas = list();
    final Set<Place> buried = ConcurrentHashMap.newKeySet();
    final Map<Sum.Line, Sum> increments = new ConcurrentHashMap<>();
    final Set<String> cut = ConcurrentHashMap.newKeySet();
    final Set<String> settingsChanged = ConcurrentHashMap.newKeySet();
    private final List<Unreadable> unreadable = list();

    /** @param key as its headers say; null when they do not */
    private record Unreadable(Place place, @Nullable Key key) {}

    void unreadable(Place place, @Nullable Key key) {
        unreadable.add(new Unreadable(place, key));
    }

    /** All of it, when everything was read. */
    Log log(long readAt) {
        Set<Key> keys = new HashSet<>();
        unreadable.forEach(record -> {
            if (record.key != null) {
                keys.add(record.key);
            }
        });
        List<String> told = unreadable.stream()
                .filter(record -> !buried.contains(record.place))
                .map(record -> "%s (of %s) cannot be read".formatted(record.place, record.key))
                .sorted()
                .collect(Collectors.toList());
        return new Log(
                readAt,
                published,
                admissions,
                dispatches,
                intents,
                orphans,
                attempts,
                results,
                cancels,
                notices,
                quotas,
                buried,
                increments,
                told,
                keys,
                cut,
                settingsChanged);
    }

    private static <T> List<T> list() {
        return Collections.synchronizedList(new ArrayList<>());
    }
}
