package io.headgate.worker.guard;

import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.AttemptStats.Checks;
import io.headgate.schemas.message.AttemptStats.Gate;

/**
 * How a guard stands to one model of one endpoint at a moment.
 *
 * @param inFlight permits out
 * @param limit permits there may be, as adapted to how the provider fares
 * @param waiting dispatches that wait for their turn
 * @param gate what holds calls back
 * @param checks of its endpoint, since the guard began
 */
public record TargetState(Target target, int inFlight, int limit, int waiting, Gate gate, Checks checks) {}
