package io.headgate.api.http.access;

import io.headgate.api.access.Caller;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Hands a route the caller that the door let in. */
@Singleton
final class CallerBinder implements TypedRequestArgumentBinder<Caller> {
    static final String ATTRIBUTE = "headgate.caller";

    @Override
    public Argument<Caller> argumentType() {
        return Argument.of(Caller.class);
    }

    @Override
    public BindingResult<Caller> bind(ArgumentConversionContext<Caller> context, HttpRequest<?> source) {
        Optional<Caller> caller = source.getAttribute(ATTRIBUTE, Caller.class);
        return () -> caller;
    }
}
