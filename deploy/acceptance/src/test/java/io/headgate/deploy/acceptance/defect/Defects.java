package io.headgate.deploy.acceptance.defect;

import io.headgate.deploy.acceptance.defect.plant.AnothersReply;
import io.headgate.deploy.acceptance.defect.plant.FailedAttemptsUnmetered;
import io.headgate.deploy.acceptance.defect.plant.IncrementsBeforeOffset;
import io.headgate.deploy.acceptance.defect.plant.LostContinue;
import io.headgate.deploy.acceptance.defect.plant.NoDeadline;
import io.headgate.deploy.acceptance.defect.plant.NoDedupe;
import io.headgate.deploy.acceptance.defect.plant.NoIntent;
import io.headgate.deploy.acceptance.defect.plant.Nothing;
import io.headgate.deploy.acceptance.defect.plant.OffsetBeforeRows;
import io.headgate.deploy.acceptance.defect.plant.OffsetsBeforeResults;
import io.headgate.deploy.acceptance.defect.plant.PromptLogged;
import io.headgate.deploy.acceptance.defect.plant.RelayOfAll;
import io.headgate.deploy.acceptance.defect.plant.ReservedIsForgotten;
import io.headgate.deploy.acceptance.defect.plant.RoomNotCleared;
import io.headgate.deploy.acceptance.defect.plant.RoomNotRestored;
import io.headgate.deploy.acceptance.defect.plant.SettleAfterReserve;
import io.headgate.deploy.acceptance.defect.plant.StaleAssignment;
import io.headgate.deploy.acceptance.defect.plant.TakenIsDone;
import io.headgate.deploy.acceptance.defect.plant.UncommittedRead;
import io.headgate.deploy.acceptance.defect.plant.UnpricedIsZero;
import java.util.Arrays;
import java.util.List;

/** All that is planted. */
final class Defects {
    private static final List<Defect> ALL = List.of(
            Nothing.KILLED_BEFORE_A_COMMIT,
            Nothing.KILLED_BEFORE_THE_ROUTERS_COMMIT,
            Nothing.KILLED,
            Nothing.SUSPENDED,
            OffsetsBeforeResults.DEFECT,
            TakenIsDone.DEFECT,
            StaleAssignment.DEFECT,
            UncommittedRead.DEFECT,
            AnothersReply.DEFECT,
            NoIntent.DEFECT,
            NoDeadline.DEFECT,
            PromptLogged.DEFECT,
            NoDedupe.DEFECT,
            LostContinue.DEFECT,
            SettleAfterReserve.DEFECT,
            ReservedIsForgotten.DEFECT,
            RoomNotRestored.DEFECT,
            RoomNotCleared.DEFECT,
            RelayOfAll.DEFECT,
            IncrementsBeforeOffset.DEFECT,
            OffsetBeforeRows.DEFECT,
            FailedAttemptsUnmetered.DEFECT,
            UnpricedIsZero.DEFECT);

    /** A control, and a mistake of the worker: what every build has time for. */
    private static final List<Defect> FEW = List.of(Nothing.KILLED_BEFORE_A_COMMIT, OffsetsBeforeResults.DEFECT);

    private Defects() {}

    /** Every one, the controls first. */
    static List<Defect> all() {
        return ALL;
    }

    /**
     * Some of them.
     *
     * @param asked {@code few}, {@code all}, or names with commas in between
     */
    static List<Defect> chosen(String asked) {
        return switch (asked) {
            case "few" -> FEW;
            case "all" -> ALL;
            default -> Arrays.stream(asked.split(",", -1)).map(Defects::named).toList();
        };
    }

    static Defect named(String name) {
        return ALL.stream()
                .filter(defect -> defect.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "defect: seen '%s', allowed few, all, or names of %s".formatted(name, ALL)));
    }
}
