package io.headgate.deploy.benchmarks.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How much of the machine went to others while this process and its children worked: a ratio of two measurements means
 * nothing when somebody else took the CPU during one of them. Linux only; elsewhere nothing is known.
 */
public final class OtherWork {
    /** Places of idle and iowait in the first line of /proc/stat: proc(5). What is left is work, somebody's. */
    private static final int IDLE = 3;

    private static final int WAITING = 4;
    /** user to steal; guests' time is within user's. */
    private static final int TOLD = 8;

    /** Places of utime, stime, cutime and cstime behind the command's name: cu and cs are of children that have ended. */
    private static final int OWN_FROM = 11;

    private static final int OWN_TO = 15;

    private final Times before = Times.now();
    private Duration ours = Duration.ZERO;

    private OtherWork() {}

    /** Watches from now on. */
    public static OtherWork watch() {
        return new OtherWork();
    }

    /** This much was ours too, though no child's that has ended: a server that has left its parent. */
    public void ours(Duration cpu) {
        ours = ours.plus(cpu);
    }

    /** Percent of all cores since the watch began. To be asked when all children have ended; empty when it is not known. */
    public OptionalDouble percent() {
        Times now = Times.now();
        long all = now.all - before.all;
        long others = now.busy - before.busy - (now.own - before.own) - ours.toNanos() / Usage.NANOS_PER_TICK;
        return all <= 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.max(0, others) * 100.0 / all);
    }

    /** In ticks, since the machine began; all zero where the system does not tell. */
    private record Times(long all, long busy, long own) {
        static Times now() {
            try {
                String first = Files.readAllLines(Path.of("/proc/stat")).getFirst();
                long[] told = ticks(first.replaceFirst("cpu\\s+", ""), 0, TOLD);
                String self = Files.readString(Path.of("/proc/self/stat"));
                long[] own = ticks(self.substring(self.lastIndexOf(')') + 2), OWN_FROM, OWN_TO);
                long all = Arrays.stream(told).sum();
                return new Times(
                        all,
                        all - told[IDLE] - told[WAITING],
                        Arrays.stream(own).sum());
            } catch (IOException notLinux) {
                return new Times(0, 0, 0);
            }
        }

        private static long[] ticks(String line, int from, int to) {
            return Arrays.stream(line.split(" "))
                    .limit(to)
                    .skip(from)
                    .mapToLong(Long::parseLong)
                    .toArray();
        }
    }
}
