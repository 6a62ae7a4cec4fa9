package io.headgate.deploy.simulator.config;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

/** A PKCS #12 file with a key and its certificate: a server shows it, and whoever takes it for a trust store trusts that server. */
public record KeyStoreFile(Path file, String password) {
    /** The type of the file, for whoever takes it for a trust store. */
    public static final String TYPE = "PKCS12";

    private static final String DAYS = "2";

    /**
     * Makes one with a certificate that it signs itself, for 127.0.0.1 and localhost, good for two days. The JDK's keytool
     * does it: the JDK has no other way.
     *
     * @param file that does not exist yet
     * @param password of six characters or more
     */
    public static KeyStoreFile selfSigned(Path file, String password) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-alias", "server", "-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of("-dname", "CN=localhost", "-ext", "san=ip:127.0.0.1,dns:localhost"));
        command.addAll(List.of("-keystore", file.toString(), "-storetype", TYPE, "-storepass", password));
        command.addAll(List.of("-validity", DAYS));
        int exit = new ProcessBuilder(command)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("keytool made no %s: it ended with %d, allowed 0".formatted(file, exit));
        }
        return new KeyStoreFile(file, password);
    }

    /** What is in it. */
    public KeyStore read() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance(TYPE);
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, password.toCharArray());
        }
        return keys;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "KeyStoreFile[%s]".formatted(file);
    }
}
