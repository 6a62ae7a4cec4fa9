package io.headgate.router.admit;

import io.headgate.schemas.id.RequestId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether something came before, under any of its names. */
sealed interface Sighting {

    /** It is new; it is to be remembered under these names. */
    record First(List<SeenName> names) implements Sighting {}

    /** The same came before; names that are new for it are to be remembered too. */
    record Repeat(Seen original, List<SeenName> newNames) implements Sighting {}

    /** Something else came before under one of its names. */
    record Conflict(RequestId original) implements Sighting {}

    /**
     * @param names the request's id, and its idempotency key if it has one
     * @param hash of what came now
     */
    static Sighting of(List<SeenName> names, String hash, SeenBefore memory) {
        Map<SeenName, @Nullable Seen> found = new LinkedHashMap<>();
        names.forEach(name -> found.put(name, memory.find(name)));
        List<Seen> known = found.values().stream().filter(Objects::nonNull).toList();
        for (Seen seen : known) {
            if (!seen.bodyHash().equals(hash)) {
                return new Conflict(seen.request());
            }
        }
        if (known.isEmpty()) {
            return new First(names);
        }
        List<SeenName> newNames = new ArrayList<>(names);
        newNames.removeIf(name -> found.get(name) != null);
        return new Repeat(known.getFirst(), newNames);
    }
}
