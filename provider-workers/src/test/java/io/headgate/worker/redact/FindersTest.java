package io.headgate.worker.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found, and what is left alone. */
class FindersTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    EMAIL | Write to ada@example.org, please.          | ada@example.org
                    EMAIL | ada.l+tag@mail.example.co.uk.              | ada.l+tag@mail.example.co.uk
                    EMAIL | <bob@x.io>                                 | bob@x.io
                    EMAIL | größe@münchen.de                           | größe@münchen.de
                    CARD  | pay with 4111 1111 1111 1111 today         | 4111 1111 1111 1111
                    CARD  | 4111-1111-1111-1111                        | 4111-1111-1111-1111
                    CARD  | no 12 378282246310005.                     | 378282246310005
                    IBAN  | to DE89 3704 0044 0532 0130 00 and now     | DE89 3704 0044 0532 0130 00
                    IBAN  | gb82west12345698765432                     | gb82west12345698765432
                    PHONE | call +49 (0) 30 123456-78 now              | +49 (0) 30 123456-78
                    PHONE | 0171 2345678                               | 0171 2345678
                    PHONE | (030) 123 45 67 8                          | (030) 123 45 67 8
                    PHONE | at (415) 555-2671 or                       | (415) 555-2671
                    PHONE | 1-415-555-2671                             | 1-415-555-2671
                    PHONE | 0171 2345678 4111 1111 1111 1111           | 0171 2345678
                    US_SSN | my SSN is 536-22-1234.                    | 536-22-1234
                    US_SSN | 001 01 0001                               | 001 01 0001
                    IP | from 203.0.113.7:8080 to                      | 203.0.113.7
                    IP | It was 10.0.0.1.                              | 10.0.0.1
                    IP | [2001:db8::8a2e:370:7334]                     | 2001:db8::8a2e:370:7334
                    IP | fe80::1, and                                  | fe80::1
                    IP | ::ffff:192.0.2.128                            | ::ffff:192.0.2.128
                    IP | 2001:0db8:0000:0000:0000:ff00:0042:8329       | 2001:0db8:0000:0000:0000:ff00:0042:8329
                    """)
    void found(Entity entity, String text, String expected) {
        assertThat(all(entity, text)).contains(expected.strip());
    }

    /** Made up for this test: nobody's. Put together here, so that nobody who scans this file takes them for keys. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-|proj-4fK9sLq02mXbT7uVw3yZ8aRc",
                "sk-|ant-api03-Qx7Lm2Vn9Bc4Zk1Wp8Rt5Ys",
                "AKIA|IOSFODNN7EXAMPLE",
                "ghp_|16C7e42F292c6912E7710c838347Ae178B4a",
                "github_pat_|11ABCDEFG0abcdefghijkl_mnop",
                "xoxb-|2147483647-abcDEF123456",
                "AIza|SyA1234567890abcdefghijklmnopqrstuv",
                "hf_|abcdefghijklmnopqrstuvwxyzABCDEF",
                "eyJ|hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
                "eyJ|hbGciOiJub25lIn0.eyJzdWIiOiIxMjM0NTY3ODkwIn0."
            })
    void keysAreFound(String inTwo) {
        String key = inTwo.replace("|", "");
        assertThat(all(Entity.API_KEY, "use \"" + key + "\" for it")).containsExactly(key);
        assertThat(all(Entity.API_KEY, key + "\n")).containsExactly(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"api_key = \"%s\"", "Authorization: Bearer %s", "PASSWORD: %s", "export SECRET=%s;", "token='%s'"
            })
    void whatLooksRandomIsAKey_whereItIsAnnounced(String text) {
        String drawn = "q8Zr2Lx0Vt6Ns4Kb9Wd1";
        assertThat(all(Entity.API_KEY, text.formatted(drawn))).containsExactly(drawn);
        assertThat(all(Entity.API_KEY, "the id is " + drawn)).isEmpty();
        assertThat(all(Entity.API_KEY, text.formatted("a-name-of-something-long")))
                .isEmpty();
    }

    @Test
    void aPrivateKeyIsFoundWhole_orToTheEndOfTheText() {
        for (String kind : List.of("", "RSA ", "ENCRYPTED ", "OPENSSH ")) {
            String key = "-----BEGIN %sPRIVATE KEY-----\nMIIEvQ\nAB\n-----END %sPRIVATE KEY-----".formatted(kind, kind);
            assertThat(all(Entity.API_KEY, "see " + key + " there")).containsExactly(key);
            String cut = key.substring(0, key.length() - 30);
            assertThat(all(Entity.API_KEY, "see " + cut)).containsExactly(cut);
        }
        assertThat(all(Entity.API_KEY, "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----"))
                .isEmpty();
        assertThat(all(Entity.API_KEY, "-----BEGIN CERTIFICATE-----")).isEmpty();
    }

    @Test
    void nationalNumbersAreFound_byThePlansOfTheCountriesThatAreNamed() {
        assertThat(national("call 612 345 678 now", "ES")).containsExactly("612 345 678");
        assertThat(national("call 612345678 now", "ES")).containsExactly("612345678");
        assertThat(national("llame al 612-345-678, o 91 123 45 67", "ES", "DE"))
                .containsExactly("612-345-678", "91 123 45 67");
        assertThat(national("order 112345678 of 12345678", "ES")).isEmpty();
        assertThat(national("12 34 of 2026-11-20, 20.11.2026 and 11/20/2026", "ES", "DE"))
                .isEmpty();
    }

    @Test
    void plansAreAskedSoOften_asTheTextIsLong() {
        String digits = "12 34 56 78 91 ".repeat(60_000);
        NationalPhoneFinder finder = new NationalPhoneFinder(List.of("DE", "ES", "FR", "IT", "PL"), digits.length());
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> all(new Sought("phone", finder), digits));
        assertThat(finder.isExhausted()).isTrue();
    }

    private static List<String> national(String text, String... regions) {
        NationalPhoneFinder finder = new NationalPhoneFinder(List.of(regions), text.length());
        List<String> found = all(new Sought("phone", finder), text);
        assertThat(finder.isExhausted()).isFalse();
        return found;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "US_SSN 000-12-3456",
                "US_SSN 666-12-3456",
                "US_SSN 900-12-3456",
                "US_SSN 536-00-1234",
                "US_SSN 536-22-0000",
                "US_SSN 536-22 1234",
                "US_SSN 1536-22-1234",
                "US_SSN 536-22-12345",
                "US_SSN 536221234",
                "IP 256.1.1.1",
                "IP 1.2.3",
                "IP 1.3.6.1.4.1",
                "IP at 12:30:15",
                "IP std::vector and a::b",
                "IP 00:1B:44:11:3A:B7",
                "IP 2001:db8::8a2e::7334",
                "API_KEY sk-learn-is-a-package-for-learning",
                "API_KEY ghp_short",
                "API_KEY AKIAIOSFODNN7EXAMPLETOOLONG",
                "API_KEY eyJhbGciOiJIUzI1NiJ9 alone",
                "API_KEY a secret garden and a token of gratitude",
                "CARD 4111 1111 1111 1112",
                "CARD 41111111111111111111111111",
                "CARD 411111111111",
                "IBAN DE89 3704 0044 0532 0130 01",
                "IBAN XDE89370400440532013000",
                "EMAIL ada@localhost",
                "EMAIL @example.org and ada @ example.org",
                "PHONE on 2026-11-20 at 12:30:15",
                "PHONE 0.123456789012",
                "PHONE 3.14159265358979",
                "PHONE 1234567890",
                "PHONE 192.168.100.200"
            })
    void leftAlone(String entityAndText) {
        String[] parts = entityAndText.split(" ", 2);
        assertThat(all(Entity.valueOf(parts[0]), parts[1])).isEmpty();
    }

    private static List<String> all(Entity entity, String text) {
        return all(entity.sought(), text);
    }

    private static List<String> all(Sought sought, String text) {
        List<String> found = new ArrayList<>();
        int floor = 0;
        for (int at = 0; at < text.length(); at++) {
            int end = sought.finder().end(text, at, floor);
            if (end > at) {
                found.add(text.substring(at, end));
                floor = end;
                at = end - 1;
            }
        }
        return found;
    }
}
