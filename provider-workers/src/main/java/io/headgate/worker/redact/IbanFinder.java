package io.headgate.worker.redact;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Account numbers by ISO 13616: country, two check digits that make the whole 1 modulo 97, and as many letters and digits
 * as the country has; in one piece or in groups between single spaces. Lengths are those of the SWIFT registry; a country that is not in it
 * may have 15 to 34.
 */
final class IbanFinder implements Finder {
    private static final int SHORTEST = 15;
    private static final int LONGEST = 34;
    private static final Map<String, Integer> LENGTHS = lengths("AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21"
            + "CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23"
            + "IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24"
            + "PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20");

    @Override
    public int end(String text, int start, int floor) {
        if (!looksLikeOne(text, start) || (start > floor && Characters.isWordAt(text, start - 1))) {
            return NONE;
        }
        String country = text.substring(start, start + 2).toUpperCase(Locale.ROOT);
        int wanted = LENGTHS.getOrDefault(country, 0);
        int end = NONE;
        StringBuilder found = new StringBuilder(LONGEST);
        int at = start;
        while (at < text.length() && found.length() < (wanted > 0 ? wanted : LONGEST)) {
            char c = text.charAt(at);
            if (Characters.isDigit(c) || Characters.isLetter(c)) {
                found.append(c);
                boolean complete = wanted > 0 ? found.length() == wanted : found.length() >= SHORTEST;
                if (complete && !Characters.isWordAt(text, at + 1) && isValid(found)) {
                    end = at + 1;
                }
            } else if (!Characters.isSpace(c) || !Characters.isWordAt(text, at + 1)) {
                break;
            }
            at++;
        }
        return end;
    }

    private static boolean looksLikeOne(String text, int start) {
        return start + SHORTEST <= text.length()
                && Characters.isLetter(text.charAt(start))
                && Characters.isLetter(text.charAt(start + 1))
                && Characters.isDigit(text.charAt(start + 2))
                && Characters.isDigit(text.charAt(start + 3));
    }

    /** The first four characters go to the end, letters count from 10 on. */
    private static boolean isValid(CharSequence iban) {
        int rest = 0;
        for (int i = 0; i < iban.length(); i++) {
            int value = Character.digit(iban.charAt((i + 4) % iban.length()), 36);
            rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
        }
        return rest == 1;
    }

    private static Map<String, Integer> lengths(String registry) {
        Map<String, Integer> lengths = new HashMap<>();
        for (int i = 0; i < registry.length(); i += 4) {
            lengths.put(registry.substring(i, i + 2), Integer.valueOf(registry.substring(i + 2, i + 4)));
        }
        return Map.copyOf(lengths);
    }
}
