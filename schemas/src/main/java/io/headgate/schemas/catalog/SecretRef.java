package io.headgate.schemas.catalog;

/** Where a secret is found: never the secret itself. */
public sealed interface SecretRef {
    /** An environment variable of the process that needs it, {@code env:NAME}. */
    record Env(String variable) implements SecretRef {
        /** As the catalogue has it. */
        @Override
        public String toString() {
            return "env:" + variable;
        }
    }

    /** A file on that process's machine, {@code file:/run/secrets/key}; surrounding white space is not part of it. */
    record File(String path) implements SecretRef {
        /** As the catalogue has it. */
        @Override
        public String toString() {
            return "file:" + path;
        }
    }
}
