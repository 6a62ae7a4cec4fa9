package io.headgate.deploy.acceptance.checker.read;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** The fields of one record, by name. A field that an older schema lacks is as one that is null. */
record Fields(GenericRecord record) {
    String name() {
        return record.getSchema().getName();
    }

    @Nullable
    String text(String field) {
        Object value = value(field);
        return value == null ? null : value.toString();
    }

    /** Empty where there is none. */
    String textOrEmpty(String field) {
        String text = text(field);
        return text == null ? "" : text;
    }

    String needed(String field) {
        String text = text(field);
        if (text == null) {
            throw new IllegalArgumentException("%s: no %s".formatted(name(), field));
        }
        return text;
    }

    /** 0 where there is none. */
    long number(String field) {
        Object value = value(field);
        return value instanceof Number number ? number.longValue() : 0;
    }

    @Nullable
    Long numberOrNull(String field) {
        return value(field) instanceof Number number ? number.longValue() : null;
    }

    boolean flag(String field) {
        return Boolean.TRUE.equals(value(field));
    }

    @Nullable
    Fields record(String field) {
        return value(field) instanceof GenericRecord inner ? new Fields(inner) : null;
    }

    Fields neededRecord(String field) {
        Fields inner = record(field);
        if (inner == null) {
            throw new IllegalArgumentException("%s: no %s".formatted(name(), field));
        }
        return inner;
    }

    List<Fields> records(String field) {
        List<Fields> all = new ArrayList<>();
        if (value(field) instanceof Iterable<?> items) {
            items.forEach(item -> all.add(new Fields((GenericRecord) item)));
        }
        return all;
    }

    /** How many items an array has. */
    int size(String field) {
        return value(field) instanceof java.util.Collection<?> items ? items.size() : 0;
    }

    /** One value of a map of texts; null where there is none. */
    @Nullable
    String entry(String field, String key) {
        if (value(field) instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (key.contentEquals((CharSequence) entry.getKey())) {
                    return String.valueOf(entry.getValue());
                }
            }
        }
        return null;
    }

    Map<String, Long> numbers(String field) {
        Map<String, Long> all = new TreeMap<>();
        if (value(field) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> all.put(key.toString().intern(), ((Number) value).longValue()));
        }
        return all;
    }

    @Nullable
    BigDecimal decimal(String field) {
        return value(field) instanceof ByteBuffer bytes
                ? decimal(bytes, record.getSchema().getField(field).schema())
                : null;
    }

    /** 0 where there is none. */
    BigDecimal decimalOrZero(String field) {
        BigDecimal decimal = decimal(field);
        return decimal == null ? BigDecimal.ZERO : decimal;
    }

    Map<String, BigDecimal> decimals(String field) {
        Map<String, BigDecimal> all = new TreeMap<>();
        if (value(field) instanceof Map<?, ?> map) {
            Schema schema = notNull(record.getSchema().getField(field).schema()).getValueType();
            map.forEach((key, value) -> all.put(key.toString().intern(), decimal((ByteBuffer) value, schema)));
        }
        return all;
    }

    private @Nullable Object value(String field) {
        return record.hasField(field) ? record.get(field) : null;
    }

    private static BigDecimal decimal(ByteBuffer bytes, Schema schema) {
        byte[] unscaled = new byte[bytes.remaining()];
        bytes.duplicate().get(unscaled);
        if (!(notNull(schema).getLogicalType() instanceof LogicalTypes.Decimal type)) {
            throw new IllegalArgumentException("not a decimal: " + schema);
        }
        return new BigDecimal(new BigInteger(unscaled), type.getScale());
    }

    private static Schema notNull(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream()
                        .filter(type -> type.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElse(schema)
                : schema;
    }
}
