package io.headgate.router.waiting;

/**
 * How much may wait in one task. Beyond it, what waits for a provider is bound to it early, in turn.
 *
 * @param requests at least 1
 * @param bytes of requests in the store, at least 1
 */
public record RoomLimits(int requests, long bytes) {
    /** About 300 bytes of heap each, 30 MB, and 512 MB of disk. */
    public static final RoomLimits DEFAULT = new RoomLimits(100_000, 512L * 1024 * 1024);

    public RoomLimits {
        if (requests < 1 || bytes < 1) {
            throw new IllegalArgumentException(
                    "waiting room: seen %d requests and %d bytes, allowed 1 or more each".formatted(requests, bytes));
        }
    }
}
