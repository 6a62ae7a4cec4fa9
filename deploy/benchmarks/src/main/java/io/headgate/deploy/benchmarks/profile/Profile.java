package io.headgate.deploy.benchmarks.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where one process' time and allocations went in one scenario.
 *
 * @param requests that were served meanwhile
 */
record Profile(String scenario, String process, long requests, Hotspots hotspots) {
    private static final int MOST = 12;

    /** Lines of a table: scenario, process, what, how much, where. */
    List<List<String>> lines() {
        List<List<String>> lines = new ArrayList<>();
        hotspots.self().most(MOST).forEach(place -> lines.add(line("CPU, itself", percent(place), place)));
        hotspots.ours().most(MOST).forEach(place -> lines.add(line("CPU, for", percent(place), place)));
        hotspots.allocated().most(MOST).forEach(place -> lines.add(line("allocated", bytes(place), place)));
        return lines;
    }

    private List<String> line(String what, String howMuch, Tally.Place place) {
        return List.of(scenario, process, what, howMuch, place.where());
    }

    private static String percent(Tally.Place place) {
        return String.format(Locale.ROOT, "%.1f %%", place.share() * 100);
    }

    private String bytes(Tally.Place place) {
        double each = place.share() * hotspots.allocated().all() / Math.max(1, requests);
        return String.format(Locale.ROOT, "%,.0f B/request", each);
    }
}
