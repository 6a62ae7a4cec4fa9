package io.headgate.deploy.benchmarks.profile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where one process' time and allocations went in one scenario.
 *
 * @param requests that were served meanwhile
 * @param cpu what the process used meanwhile
 */
record Profile(String scenario, String process, long requests, Duration cpu, Hotspots hotspots) {
    private static final int MOST = 12;

    /** Lines of a table: scenario, process, what, how much for each request, where. */
    List<List<String>> lines() {
        List<List<String>> lines = new ArrayList<>();
        add(lines, "CPU, itself", hotspots.self(), Profile::micros);
        add(lines, "CPU, for", hotspots.ours(), Profile::micros);
        double unseen = Math.max(0, cpu.toNanos() - hotspots.self().all());
        lines.add(line("CPU", micros(each(unseen)), "in no sample: the collector, the compiler and such"));
        add(lines, "allocated", hotspots.allocated(), Profile::bytes);
        return lines;
    }

    /** How an amount for each request is written. */
    @FunctionalInterface
    private interface Unit {
        String text(double each);
    }

    private void add(List<List<String>> lines, String what, Tally tally, Unit unit) {
        tally.most(MOST).forEach(place -> lines.add(line(what, unit.text(each(place.weight())), place.where())));
    }

    private List<String> line(String what, String howMuch, String where) {
        return List.of(scenario, process, what, howMuch, where);
    }

    private double each(double all) {
        return all / Math.max(1, requests);
    }

    private static String micros(double nanos) {
        return String.format(Locale.ROOT, "%.1f µs", nanos / 1e3);
    }

    private static String bytes(double bytes) {
        return String.format(Locale.ROOT, "%,.0f B", bytes);
    }
}
