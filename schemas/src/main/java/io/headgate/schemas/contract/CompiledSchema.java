package io.headgate.schemas.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.FailFastAssertionException;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.Optional;

/** A schema as its library holds it, asked within bounds. */
final class CompiledSchema {
    private static final ExecutionConfig FIRST_FLAW =
            ExecutionConfig.builder().failFast(true).build();

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaCacheEnabled(false)
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .regularExpressionFactory(LinearPatterns.FACTORY)
                            .formatAssertionsEnabled(false)
                            .build()));

    /** The schema of schemas; its own patterns are the library's to match. */
    private static final Schema META = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));

    private final Schema schema;

    private CompiledSchema(Schema schema) {
        this.schema = schema;
    }

    static CompiledSchema of(String text) {
        Schema schema = REGISTRY.getSchema(text, InputFormat.JSON);
        schema.initializeValidators();
        return new CompiledSchema(schema);
    }

    /** Whether it is a JSON Schema at all, can be compiled, and comes to an end. */
    static List<String> flaws(String text) {
        List<String> meta = META.validate(text, InputFormat.JSON).stream()
                .map(error -> "is no JSON Schema: " + error.getInstanceLocation() + " " + error.getMessage())
                .limit(5)
                .toList();
        if (!meta.isEmpty()) {
            return meta;
        }
        try {
            Optional<String> endless = of(text).flaw(NullNode.getInstance()).filter(Effort.TOO_MUCH::equals);
            return endless.isEmpty() ? List.of() : List.of("refers to itself without end");
        } catch (RuntimeException notCompiled) {
            return List.of("cannot be compiled: " + firstLine(notCompiled));
        }
    }

    private static String firstLine(RuntimeException of) {
        return String.valueOf(of.getMessage()).lines().findFirst().orElse("");
    }

    /** Which line of the schema an answer breaks; empty when none. */
    Optional<String> flaw(JsonNode answer) {
        Effort effort = new Effort();
        ExecutionContext asked = new Counted(effort);
        try {
            ScopedValue.where(Effort.CURRENT, effort).run(() -> schema.validate(asked, answer));
            return asked.getErrors().stream().findFirst().map(CompiledSchema::line);
        } catch (FailFastAssertionException first) {
            return Optional.of(line(first.getError()));
        } catch (Effort.Spent | StackOverflowError tooMuch) {
            return Optional.of(Effort.TOO_MUCH);
        } catch (RuntimeException unforeseen) {
            // A number or a text that the library stumbles over is no answer that keeps a contract.
            return Optional.of("nothing that can be judged");
        }
    }

    /** Of the schema, not of the answer: names in an answer are its text. */
    private static String line(Error error) {
        return "breaks " + error.getSchemaLocation().getFragment();
    }

    /** Counts every keyword that is asked about. */
    private static final class Counted extends ExecutionContext {
        private final Effort effort;

        Counted(Effort effort) {
            super(FIRST_FLAW);
            this.effort = effort;
        }

        @Override
        public void evaluationPathAddLast(String keyword) {
            effort.spend(1);
            super.evaluationPathAddLast(keyword);
        }
    }
}
