package io.headgate.worker.redact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * National numbers of telephones that the numbering plans of some countries have, in whatever groups they are written
 * (libphonenumber). Only what has as many digits as a number may is held against a plan, and no text makes it try more
 * often than its length allows. Belongs to one request.
 */
final class NationalPhoneFinder implements Finder {
    private static final int FEWEST = 7;
    private static final int MOST = 15;
    private static final int MOST_BETWEEN = 3;
    private static final int MOST_GROUPS = 6;
    /** A try takes a few microseconds: a megabyte of digits takes a fifth of a second. */
    private static final int TRIES = 2_000;

    private static final int CHARACTERS_A_TRY = 20;

    /** 2026-11-26 and 26.11.2026: some plans have such numbers, and texts have such dates. */
    private static final Pattern DATE =
            Pattern.compile("(?:19|20)\\d\\d([-./])\\d\\d?\\1\\d\\d?|\\d\\d?([-./])\\d\\d?\\2(?:19|20)\\d\\d");

    private final PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
    private final List<String> regions;
    private int triesLeft;

    /** @param characters of all texts together */
    NationalPhoneFinder(Collection<String> regions, long characters) {
        this.regions = regions.stream().sorted().toList();
        this.triesLeft = (int) Math.min(Integer.MAX_VALUE, TRIES + characters / CHARACTERS_A_TRY);
    }

    /** Whether there were more candidates than could be tried: some may be left. */
    boolean isExhausted() {
        return triesLeft < 0;
    }

    @Override
    public int end(String text, int start, int floor) {
        char first = text.charAt(start);
        if (!Characters.isDigit(first) && !(first == '(' && Characters.isDigitAt(text, start + 1))) {
            return NONE;
        }
        if (start > floor && (Characters.isWordAt(text, start - 1) || ".,+".indexOf(text.charAt(start - 1)) >= 0)) {
            return NONE;
        }
        int[] ends = ends(text, start);
        for (int i = ends.length - 1; i >= 0; i--) {
            if (ends[i] > 0) {
                String candidate = text.substring(start, ends[i]);
                if (!DATE.matcher(candidate).matches() && isNumber(candidate)) {
                    return ends[i];
                }
            }
        }
        return NONE;
    }

    /** Where its groups of digits end, as far as it may be a number up to there; 0 elsewhere. */
    private static int[] ends(String text, int start) {
        int[] ends = new int[MOST_GROUPS];
        int group = 0;
        int digits = 0;
        int between = 0;
        for (int at = start; at < text.length() && group < MOST_GROUPS && between <= MOST_BETWEEN; at++) {
            char c = text.charAt(at);
            if (Characters.isDigit(c)) {
                digits++;
                between = 0;
                if (digits > MOST) {
                    break;
                }
                if (!Characters.isDigitAt(text, at + 1)) {
                    ends[group] = digits >= FEWEST && !Characters.isWordAt(text, at + 1) ? at + 1 : 0;
                    group++;
                }
            } else if (PhoneFinder.isBetween(c)) {
                between++;
            } else {
                break;
            }
        }
        return ends;
    }

    private boolean isNumber(String candidate) {
        for (String region : regions) {
            if (triesLeft-- <= 0) {
                triesLeft = -1;
                return false;
            }
            try {
                if (plans.isValidNumberForRegion(plans.parse(candidate, region), region)) {
                    return true;
                }
            } catch (NumberParseException none) {
                // The next plan may know it.
            }
        }
        return false;
    }
}
