package io.headgate.deploy.cli.tenants;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.schemas.process.OptionError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Limits as words of a command line; what they may say is judged where the catalogue's are. */
final class LimitsOption {
    private static final String UNPRICED_ALLOWED = "unpriced_allowed";

    @Option(
            names = "--limit",
            paramLabel = "KEY=VALUE,…",
            required = true,
            description = {
                "A limit, with the keys that it has in catalog.yml; may be repeated:",
                "measure=requests,window=minute,amount=60",
                "measure=cost,window=month,amount=250,currency=EUR"
            })
    private List<String> limits = List.of();

    /**
     * As an object with the list {@code limits}.
     *
     * @throws OptionError for what is no list of keys with values
     */
    String json() throws JsonProcessingException {
        return new ObjectMapper()
                .writeValueAsString(Map.of(
                        "limits", limits.stream().map(LimitsOption::limit).toList()));
    }

    private static Map<String, Object> limit(String text) {
        Map<String, Object> limit = new LinkedHashMap<>();
        for (String pair : text.split(",", -1)) {
            String[] parts = pair.split("=", 2);
            String key = parts[0].strip();
            if (parts.length < 2 || key.isEmpty() || limit.containsKey(key)) {
                throw new OptionError(
                        "--limit: seen '%s' in '%s', allowed KEY=VALUE, each key once".formatted(pair, text));
            }
            String value = parts[1].strip();
            boolean flag =
                    key.equals(UNPRICED_ALLOWED) && List.of("true", "false").contains(value);
            limit.put(key, flag ? (Object) Boolean.valueOf(value) : value);
        }
        return limit;
    }
}
