package io.headgate.worker.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
                    """)
    void found(Entity entity, String text, String expected) {
        assertThat(all(entity, text)).contains(expected.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
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
        List<String> found = new ArrayList<>();
        int floor = 0;
        for (int at = 0; at < text.length(); at++) {
            int end = entity.end(text, at, floor);
            if (end > at) {
                found.add(text.substring(at, end));
                floor = end;
                at = end - 1;
            }
        }
        return found;
    }
}
