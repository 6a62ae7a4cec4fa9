package io.headgate.deploy.benchmarks.worker;

import io.headgate.deploy.benchmarks.report.Progress;
import io.headgate.deploy.benchmarks.rig.Rig;

/** What every scenario works with. */
record Bench(Rig rig, Plan plan, Progress progress) {}
