package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * OpenAI's own clients, with only base URL and key changed. Where Python, Node or a registry is not to be had, the test is
 * skipped, and says why.
 */
class OfficialClientsIT {
    private final World world = World.shared();

    @Test
    void pythonsClientWorks() throws Exception {
        ClientProgram ran = OfficialClient.PYTHON.run("chat.py", world, "acme");

        assertThat(ran.printed().lines())
                .containsExactly("models", "chat", "streaming", "tools", "tools streamed", "context", "errors");
        assertThat(ran.exit()).isZero();
    }

    @Test
    void nodesClientWorks() throws Exception {
        ClientProgram ran = OfficialClient.NODE.run("chat.mjs", world, "acme");

        assertThat(ran.printed().lines())
                .containsExactly("models", "chat", "streaming", "tools", "tools streamed", "errors");
        assertThat(ran.exit()).isZero();
    }
}
