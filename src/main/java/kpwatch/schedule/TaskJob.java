package kpwatch.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** One run of a task. The annotation keeps two runs of the same task from overlapping. */
@DisallowConcurrentExecution
final class TaskJob implements Job {
  private final Runnable run;

  TaskJob(Runnable run) {
    this.run = run;
  }

  @Override
  public void execute(JobExecutionContext context) {
    run.run();
  }
}
