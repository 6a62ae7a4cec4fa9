package io.headgate.deploy.acceptance.cluster.child;

import io.headgate.schemas.process.Role;
import io.headgate.schemas.process.ServiceMain;
import io.headgate.schemas.telemetry.Logs;
import java.util.Arrays;
import java.util.Locale;

/**
 * A service of Headgate, as {@code headgate run} starts it, but for two beans that only this program has: an end at a
 * chosen {@link KillPoint}, and a {@link SteppingClock}. Arguments: the role, then what {@code headgate run} takes.
 */
public final class ServiceJvm {
    private ServiceJvm() {}

    public static void main(String[] arguments) {
        Logs.configure();
        KillPoint killPoint = new KillPoint();
        SteppingClock clock = new SteppingClock();
        Leash.hold(line -> obey(line, killPoint, clock));
        Role role = Role.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        System.exit(ServiceMain.commandLine(role, "headgate run " + role.optionName(), killPoint, clock)
                .execute(Arrays.copyOfRange(arguments, 1, arguments.length)));
    }

    private static void obey(String line, KillPoint killPoint, SteppingClock clock) {
        String[] words = line.split(" ");
        switch (words[0]) {
            case KillPoint.ORDER -> killPoint.arm(words[1], Integer.parseInt(words[2]));
            case SteppingClock.ORDER -> clock.step(words[1]);
            default ->
                System.err.println("order '%s': allowed %s, %s".formatted(line, KillPoint.ORDER, SteppingClock.ORDER));
        }
    }
}
