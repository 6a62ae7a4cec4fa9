package io.headgate.deploy.benchmarks.router;

import io.headgate.deploy.benchmarks.report.Progress;
import io.headgate.deploy.benchmarks.rig.Rig;

/** What every scenario works with. */
record RouterBench(Rig rig, RouterPlan plan, Progress progress) {}
