package io.headgate.schemas.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.schemas.money.ServiceTier.Batch;
import io.headgate.schemas.money.ServiceTier.Standard;
import io.headgate.schemas.money.ServiceTier.Unquoted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceTierTest {
    @Test
    void itsNameSaysWhichItIs() {
        for (ServiceTier tier : new ServiceTier[] {new Standard(), new Batch(), new Unquoted("priority")}) {
            assertThat(ServiceTier.ofWireName(tier.wireName())).isEqualTo(tier);
        }
        assertThat(new Standard().wireName()).isNull();
        assertThat(new Batch().wireName()).isEqualTo("batch");
        assertThat(new Unquoted("priority").wireName()).isEqualTo("priority");
    }

    /** A provider may say anything: it stays a tier without a price, and its words go nowhere. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "b\u00fccher", "a\nb", "batch"})
    void whatIsNoNameIsUnknown_andHasNoPrice(String told) {
        assertThat(Unquoted.of(told)).isEqualTo(new Unquoted("unknown"));
        assertThat(Unquoted.of("x".repeat(Unquoted.MAX_LENGTH + 1))).isEqualTo(new Unquoted("unknown"));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Unquoted(told))
                .withMessage("service tier: seen %d characters, allowed 1 to 64 visible ones that are not 'batch'"
                        .formatted(told.length()));
    }

    @Test
    void ofBoth_nothingIsCheaperThanWhatIsKnown() {
        Unquoted priority = new Unquoted("priority");

        assertThat(ServiceTier.ofBoth(new Batch(), new Batch())).isEqualTo(new Batch());
        assertThat(ServiceTier.ofBoth(new Batch(), new Standard())).isEqualTo(new Standard());
        assertThat(ServiceTier.ofBoth(new Standard(), new Batch())).isEqualTo(new Standard());
        assertThat(ServiceTier.ofBoth(priority, new Standard())).isEqualTo(priority);
        assertThat(ServiceTier.ofBoth(new Standard(), priority)).isEqualTo(priority);
    }
}
