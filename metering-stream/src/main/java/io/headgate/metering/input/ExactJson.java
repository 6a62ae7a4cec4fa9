package io.headgate.metering.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.headgate.schemas.process.OptionError;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/** JSON whose numbers stay the decimals they are written as: {@code 1e-07} is a ten-millionth, not almost one. */
public final class ExactJson {
    /** A number with more digits or a wider exponent is no price, count or amount, and would be gigabytes written out. */
    private static final int MOST_DIGITS = 40;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ExactJson() {}

    /**
     * A whole text.
     *
     * @param name what it is, for the error
     * @throws OptionError when it is not one JSON object
     */
    public static JsonNode object(String name, String text) {
        try {
            JsonNode root = MAPPER.readTree(text);
            if (root.isObject()) {
                return root;
            }
            throw new OptionError("%s: seen %s, allowed a JSON object"
                    .formatted(name, root.getNodeType().name().toLowerCase(Locale.ROOT)));
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new OptionError("%s, line %d, column %d: seen no JSON, allowed a JSON object"
                    .formatted(name, at == null ? 1 : at.getLineNr(), at == null ? 1 : at.getColumnNr()));
        }
    }

    /** The number that a node holds, be it a number or a text; empty when there is none, or an outlandish one. */
    public static Optional<BigDecimal> decimal(JsonNode node) {
        if (!node.isNumber() && !node.isTextual()) {
            return Optional.empty();
        }
        try {
            BigDecimal number = node.isNumber() ? node.decimalValue() : new BigDecimal(node.textValue());
            boolean sane = Math.abs((long) number.scale()) <= MOST_DIGITS && number.precision() <= MOST_DIGITS;
            return sane ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
