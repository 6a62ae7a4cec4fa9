package io.headgate.deploy.embedded;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Who may log in to a broker, each by a name and a password of its own (SASL/PLAIN; without TLS, since it is reached from this machine
 * alone). There nobody may do anything that no ACL allows, but for the administrator.
 */
public final class BrokerAccounts {
    private static final String MECHANISM = "PLAIN";
    private static final String MODULE = "org.apache.kafka.common.security.plain.PlainLoginModule";
    private static final String AUTHORIZER = "org.apache.kafka.metadata.authorizer.StandardAuthorizer";
    /** The controller's own listener, on which nobody else speaks, asks for no name. */
    private static final String CONTROLLER = "ANONYMOUS";

    private final String administrator;
    private final Map<String, String> passwords = new TreeMap<>();

    private BrokerAccounts(String administrator) {
        this.administrator = administrator;
    }

    /** Accounts with passwords that nobody else knows. */
    public static BrokerAccounts of(String administrator, Collection<String> others) {
        BrokerAccounts accounts = new BrokerAccounts(administrator);
        accounts.passwords.put(administrator, UUID.randomUUID().toString());
        others.forEach(name -> accounts.passwords.put(name, UUID.randomUUID().toString()));
        return accounts;
    }

    /**
     * What a client is told to be let in under a name; secret.
     *
     * @throws IllegalArgumentException for a name that has no account
     */
    public Map<String, String> client(String name) {
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                MECHANISM,
                "sasl.jaas.config",
                login(name) + ";");
    }

    private String login(String name) {
        String password = passwords.get(name);
        if (password == null) {
            throw new IllegalArgumentException("account '%s': allowed %s".formatted(name, passwords.keySet()));
        }
        return "%s required username=\"%s\" password=\"%s\"".formatted(MODULE, name, password);
    }

    /**
     * What the broker is told.
     *
     * @param listener where it asks for names
     */
    Map<String, String> broker(String listener) {
        String all = passwords.entrySet().stream()
                .map(account -> " user_%s=\"%s\"".formatted(account.getKey(), account.getValue()))
                .collect(Collectors.joining());
        Map<String, String> settings = new HashMap<>();
        settings.put("sasl.enabled.mechanisms", MECHANISM);
        settings.put("sasl.mechanism.inter.broker.protocol", MECHANISM);
        settings.put(
                "listener.name.%s.plain.sasl.jaas.config".formatted(listener.toLowerCase(Locale.ROOT)),
                login(administrator) + all + ";");
        settings.put("authorizer.class.name", AUTHORIZER);
        settings.put("allow.everyone.if.no.acl.found", "false");
        settings.put("super.users", "User:%s;User:%s".formatted(administrator, CONTROLLER));
        return settings;
    }

    /** Without passwords. */
    @Override
    public String toString() {
        return "BrokerAccounts" + passwords.keySet();
    }
}
