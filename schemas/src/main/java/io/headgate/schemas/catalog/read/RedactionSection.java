package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.Redaction.Action;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.ListShape;
import io.headgate.schemas.catalog.shape.MapShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.ScalarShape;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code redaction} of a provider, a route or a tenant. */
final class RedactionSection {
    private static final ScalarShape<Action> ACTIONS = Scalars.choice("action", Action.class);
    private static final Field<Action> ACTION = Field.defaulted(
            "action",
            ACTIONS,
            Action.MASK,
            "mask",
            "mask: replaced, and restored in the answer; remove: replaced for good; block: the request is refused; off: left"
                    + " alone, whatever is said elsewhere.");

    private final Field<List<String>> entities;
    private final Field<Map<String, Action>> actions;

    RedactionSection(Names names) {
        entities = Field.optional(
                "entities",
                ListShape.ofDistinct(names.entity()),
                "those of actions",
                "What is looked for. Names of people are not among it without a detector: they cannot be found by pattern.");
        actions = Field.optional(
                "actions",
                new MapShape<>("<entity>", names.entity(), ACTIONS, (entity, action) -> action, 1),
                "action holds for all",
                "What is done about single entities, in place of action; they need not be listed under entities.");
    }

    ObjectShape<Redaction> shape() {
        return new ObjectShape<>(
                "What must not leave, and what is done about it.",
                List.of(entities, ACTION, actions),
                this::check,
                this::build);
    }

    private void check(Values values) {
        if (!values.given(entities) && !values.given(actions)) {
            values.at(entities).problem("seen neither entities nor actions, allowed one of them or both");
        }
    }

    private Redaction build(Values values) {
        Map<String, Action> all = new HashMap<>();
        values.find(entities).orElse(List.of()).forEach(entity -> all.put(entity, values.get(ACTION)));
        values.find(actions).ifPresent(all::putAll);
        return new Redaction(all);
    }
}
