package io.headgate.deploy.simulator.behaviour;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in bytes as people write them: {@code 512}, {@code 64KB}, {@code 64MB}, {@code 1GB}; powers of 1024. */
final class SizeText {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})(B|KB|MB|GB)?");

    private SizeText() {}

    static long parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("size '" + text + "': want a whole number and B, KB, MB or GB");
        }
        String unit = matcher.group(2) == null ? "B" : matcher.group(2);
        int shift = switch (unit) {
            case "KB" -> 10;
            case "MB" -> 20;
            case "GB" -> 30;
            default -> 0;
        };
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift);
    }

    static String print(long bytes) {
        if (bytes % (1 << 20) == 0) {
            return (bytes >> 20) + "MB";
        }
        return bytes % (1 << 10) == 0 ? (bytes >> 10) + "KB" : bytes + "B";
    }
}
