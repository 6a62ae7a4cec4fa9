package io.headgate.router.budget;

import io.headgate.schemas.id.ModelName;

/** Which of a tenant's requests a limit counts. */
public sealed interface Scope {
    Scope TENANT = new WholeTenant();

    /** All of them. */
    record WholeTenant() implements Scope {
        @Override
        public String toString() {
            return "all";
        }
    }

    /** Those with this value of the tag {@code project}. */
    record Project(String name) implements Scope {
        @Override
        public String toString() {
            return "project '" + name + "'";
        }
    }

    /** Those whose attempts go to this model. */
    record OnModel(ModelName model) implements Scope {
        @Override
        public String toString() {
            return "model " + model;
        }
    }
}
