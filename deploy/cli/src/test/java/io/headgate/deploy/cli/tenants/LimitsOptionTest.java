package io.headgate.deploy.cli.tenants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.headgate.schemas.process.OptionError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LimitsOptionTest {
    @Test
    void limitsAreObjects_whoseAmountsStayAsTheyAreWritten() throws Exception {
        assertThat(read("measure=cost, window=month,amount=0.10000000000000000001,currency=EUR,unpriced_allowed=true"))
                .isEqualTo("{\"limits\":[{\"measure\":\"cost\",\"window\":\"month\","
                        + "\"amount\":\"0.10000000000000000001\",\"currency\":\"EUR\",\"unpriced_allowed\":true}]}");
        assertThat(read("measure=in_flight,amount=4", "measure=requests,window=minute,amount=60"))
                .contains("in_flight", "requests");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "60", "measure=requests,,amount=1", "=requests", "amount=1,amount=2"})
    void whatIsNoListOfKeysWithValuesIsRefused(String limit) {
        assertThatThrownBy(() -> read(limit)).isInstanceOf(OptionError.class).hasMessageContaining("allowed KEY=VALUE");
    }

    private static String read(String... limits) throws JsonProcessingException {
        LimitsOption option = new LimitsOption();
        String[] words = new String[2 * limits.length];
        for (int i = 0; i < limits.length; i++) {
            words[2 * i] = "--limit";
            words[2 * i + 1] = limits[i];
        }
        CommandLine.populateCommand(option, words);
        return option.json();
    }
}
