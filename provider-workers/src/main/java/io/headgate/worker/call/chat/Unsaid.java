package io.headgate.worker.call.chat;

import io.headgate.schemas.catalog.Unsupported;
import io.headgate.worker.call.wire.Translation;
import io.headgate.worker.call.wire.WireRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What of one request a format cannot say. Parameters go by the client's policy; what is part of the prompt never goes. */
public final class Unsaid {
    /** So many are listed; a client that sends more of them learns that there were more. */
    private static final int LISTED = 64;

    private static final String MORE = "…";

    /** A client may give a parameter any name; of a longer path this much is told. */
    private static final int LONGEST = 200;

    private final Unsupported policy;
    private final String format;
    private final Set<String> dropped = new LinkedHashSet<>();
    private Translation.@Nullable Unsayable refused;

    /**
     * Of a request of which all has been said until now.
     *
     * @param format for people: {@code Anthropic's messages}
     */
    public Unsaid(Unsupported policy, String format) {
        this.policy = policy;
        this.format = format;
    }

    /** A parameter that the format does not have. */
    public void drop(String path) {
        drop(path, "parameters of " + format);
    }

    /** A parameter whose value the format does not have. */
    public void drop(String path, String allowed) {
        switch (policy) {
            case STRICT -> refuse(path, allowed);
            case DROP -> leaveOut(path);
        }
    }

    /** What only its own provider takes back, such as its reasoning: told, and no reason to refuse. */
    public void leaveOut(String path) {
        String told = path.length() <= LONGEST ? path : path.substring(0, LONGEST) + MORE;
        dropped.add(dropped.size() < LISTED ? told : MORE);
    }

    /** Without this the request would be another. */
    public void refuse(String path, String allowed) {
        if (refused == null) {
            refused = new Translation.Unsayable(path, allowed);
        }
    }

    public List<String> dropped() {
        return new ArrayList<>(dropped);
    }

    /**
     * What has become of the request.
     *
     * @param request asked for only when it can be said
     */
    public Translation translation(Supplier<WireRequest> request) {
        return refused != null ? refused : new Translation.Ready(request.get(), dropped());
    }
}
