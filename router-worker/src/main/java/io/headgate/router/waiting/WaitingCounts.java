package io.headgate.router.waiting;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many requests wait in this process, about a tenth of a second ago. Thread-safe. */
public final class WaitingCounts {
    private record Room(int requests, long bytes) {}

    private final Map<Object, Room> rooms = new ConcurrentHashMap<>();

    /** What is in a task's room now. */
    public void are(Object room, int requests, long bytes) {
        if (requests == 0) {
            rooms.remove(room);
        } else {
            rooms.put(room, new Room(requests, bytes));
        }
    }

    /** The task is here no longer, and its room with it. */
    public void gone(Object room) {
        rooms.remove(room);
    }

    /** Requests that wait. */
    public long requests() {
        return rooms.values().stream().mapToLong(Room::requests).sum();
    }

    /** What they take in the store. */
    public long bytes() {
        return rooms.values().stream().mapToLong(Room::bytes).sum();
    }
}
