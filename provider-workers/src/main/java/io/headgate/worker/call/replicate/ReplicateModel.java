package io.headgate.worker.call.replicate;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is to predict. */
sealed interface ReplicateModel {
    String ALLOWED = "owner/name, owner/name:version, a version's 64 hexadecimal digits, or deployments/owner/name";

    /** Where predictions of it are made, below the base URL. */
    String path();

    /** Whose custom the names in its input are; null where nobody says. */
    @Nullable
    String maker();

    /** The newest version of an official model. */
    record Official(String owner, String name) implements ReplicateModel {
        @Override
        public String path() {
            return "/models/%s/%s/predictions".formatted(owner, name);
        }

        @Override
        public String maker() {
            return owner;
        }
    }

    /**
     * One version of any model.
     *
     * @param owner of the model; null where a version alone is named
     * @param digits 64 hexadecimal ones
     */
    record Version(@Nullable String owner, String digits) implements ReplicateModel {
        @Override
        public String path() {
            return "/predictions";
        }

        @Override
        public @Nullable String maker() {
            return owner;
        }
    }

    /** Whatever its owner has deployed under this name, on machines of their own. */
    record Deployment(String owner, String name) implements ReplicateModel {
        @Override
        public String path() {
            return "/deployments/%s/%s/predictions".formatted(owner, name);
        }

        /** Who deploys a model need not have made it. */
        @Override
        public @Nullable String maker() {
            return null;
        }
    }

    /** Empty when the text is none. */
    static Optional<ReplicateModel> of(String text) {
        if (Names.VERSION.matcher(text).matches()) {
            return Optional.of(new Version(null, text));
        }
        Matcher model = Names.MODEL.matcher(text);
        if (!model.matches()) {
            return Optional.empty();
        }
        String owner = model.group("owner");
        String version = model.group("version");
        if (model.group("deployment") != null) {
            return version == null ? Optional.of(new Deployment(owner, model.group("name"))) : Optional.empty();
        }
        return Optional.of(version == null ? new Official(owner, model.group("name")) : new Version(owner, version));
    }

    /** How they are written in the catalogue. */
    final class Names {
        private static final String SEGMENT = "[A-Za-z0-9_][A-Za-z0-9._-]*";
        /** Nothing that could lead elsewhere in a path: no slash of its own, no dot in front. */
        private static final Pattern MODEL =
                Pattern.compile("(?<deployment>deployments/)?(?<owner>%1$s)/(?<name>%1$s)(:(?<version>[0-9a-f]{64}))?"
                        .formatted(SEGMENT));

        private static final Pattern VERSION = Pattern.compile("[0-9a-f]{64}");

        private Names() {}
    }
}
