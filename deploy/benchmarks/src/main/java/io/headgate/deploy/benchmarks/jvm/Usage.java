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
    private static final long NANOS_PER_TICK = 10_000_000;

    /** Places of utime and stime behind the command's name, which is in parentheses and may hold blanks: proc(5). */
    private static final int USER_TIME = 11;

    private static final int SYSTEM_TIME = 12;

    /** The usage of a running process. */
    static Usage of(ProcessHandle process) {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        try {
            String stat = Files.readString(proc.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
            return new Usage(Duration.ofNanos(ticks * NANOS_PER_TICK), peak(proc));
        } catch (IOException notLinux) {
            return new Usage(process.info().totalCpuDuration().orElse(Duration.ZERO), OptionalLong.empty());
        }
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
