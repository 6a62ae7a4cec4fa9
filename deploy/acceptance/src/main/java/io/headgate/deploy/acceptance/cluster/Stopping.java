package io.headgate.deploy.acceptance.cluster;

import java.util.Collection;
import java.util.List;

/** The end of many processes at once. */
final class Stopping {
    private Stopping() {}

    /** Stops all side by side, thawed first, by force where they do not obey; gone when this returns. */
    static void all(Collection<Member> members) {
        List<Thread> stopping = members.stream()
                .filter(member -> member.lives() > 0)
                .map(member -> Thread.ofVirtual().start(() -> stop(member)))
                .toList();
        for (Thread each : stopping) {
            boolean gone = false;
            while (!gone) {
                try {
                    each.join();
                    gone = true;
                } catch (InterruptedException e) {
                    // Whoever is impatient waits all the same: nothing is left running.
                }
            }
        }
    }

    private static void stop(Member member) {
        try {
            member.thaw();
            member.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
