package io.headgate.deploy.benchmarks.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a process has used since it began, its own account of it.
 *
 * @param cpu user and system time of all its threads, in steps of 10 ms on Linux
 * @param peakResident the most bytes of memory it ever had at once; empty where the system does not tell
 */
public record Usage(Duration cpu, OptionalLong peakResident) {
    /** Linux: ticks of /proc are hundredths of a second whatever the kernel's own are (USER_HZ). */
    static final long NANOS_PER_TICK = 10_000_000;

    /** Places of utime and stime behind the command's name, which is in parentheses and may hold blanks: proc(5). */
    private static final int USER_TIME = 11;

    private static final int SYSTEM_TIME = 12;

    /** The same of children that have ended and were waited for. */
    private static final int ENDED_USER_TIME = 13;

    private static final int ENDED_SYSTEM_TIME = 14;

    /** The usage of a running process. */
    public static Usage of(ProcessHandle process) {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        try {
            return new Usage(time(proc, USER_TIME, SYSTEM_TIME), peak(proc));
        } catch (IOException notLinux) {
            return new Usage(process.info().totalCpuDuration().orElse(Duration.ZERO), OptionalLong.empty());
        }
    }

    /** The CPU time of a server that forks: its own, its children's, and that of children which have ended. No memory: they share it. */
    public static Usage ofFamily(ProcessHandle parent) {
        Duration cpu = of(parent).cpu;
        try {
            cpu = cpu.plus(time(Path.of("/proc", Long.toString(parent.pid())), ENDED_USER_TIME, ENDED_SYSTEM_TIME));
        } catch (IOException notLinux) {
            // Then those that have ended are not told of.
        }
        Duration living = parent.children().map(child -> of(child).cpu).reduce(Duration.ZERO, Duration::plus);
        return new Usage(cpu.plus(living), OptionalLong.empty());
    }

    private static Duration time(Path proc, int user, int system) throws IOException {
        String stat = Files.readString(proc.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Duration.ofNanos((Long.parseLong(fields[user]) + Long.parseLong(fields[system])) * NANOS_PER_TICK);
    }

    private static OptionalLong peak(Path proc) throws IOException {
        return Files.readAllLines(proc.resolve("status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst();
    }

    /** The CPU time that went by since an earlier look. */
    public Duration cpuSince(Usage earlier) {
        return cpu.minus(earlier.cpu);
    }
}
