package io.headgate.schemas.codec.mapping;

import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/** Avro makes objects only of classes that it is told to trust. Ours are those generated from our own schemas. */
public final class GeneratedTypes {
    private static final String PACKAGE = io.headgate.schemas.avro.Money.class.getPackageName();
    private static final ClassSecurityPredicate OURS =
            type -> type.getPackageName().equals(PACKAGE);

    private GeneratedTypes() {}

    /** Adds our types to those that this process already trusts. Once is enough; more does no harm. */
    public static synchronized void trust() {
        ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
        if (!before.isTrusted(io.headgate.schemas.avro.Money.class)) {
            ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(before, OURS));
        }
    }
}
