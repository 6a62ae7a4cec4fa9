package io.headgate.api;

import io.headgate.deploy.embedded.TestServers;
import java.util.concurrent.CountDownLatch;

/** What the tests start, for a person: prints the address and runs until it is interrupted. */
final class TestApiMain {
    private TestApiMain() {}

    public static void main(String[] args) throws Exception {
        String bootstrap = TestServers.shared().bootstrapServers();
        TestApi.createTopics(bootstrap, "headgate.");
        try (TestApi api = new TestApi(bootstrap, "headgate.", TestServers.freshDatabase())) {
            System.out.println("READY " + api.base);
            new CountDownLatch(1).await();
        }
    }
}
