package kpwatch.schedule;

import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import kpwatch.supervision.Supervisor;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.simpl.RAMJobStore;
import org.quartz.simpl.SimpleThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Named tasks, each run at the start and then once in its period, on two daemon threads. A task
 * never overlaps itself; runs that it missed by more than a second are dropped and not made up for.
 * A clock that is set, forward or back, costs a task no more than a few seconds. A run that fails
 * is left out, and the task runs again at its next time. If Quartz's own clock thread dies, the
 * process ends. Thread-safe.
 */
public final class Timetable implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Timetable.class);
  private static final int THREADS = 2;

  /** Lateness from which Quartz counts a run as missed. */
  private static final Duration LATE = Duration.ofSeconds(1);

  /** A run that takes longer is stuck: the longest asks a platform for many chats. */
  private static final Duration STUCK = Duration.ofMinutes(10);

  /** Quartz finds schedulers by name within the process, so each needs its own. */
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Map<String, Task> tasks = new LinkedHashMap<>();
  private final Semaphore idle = new Semaphore(THREADS);
  private final Duration patience;
  private final Scheduler quartz;
  private final Supervisor supervisor;
  private List<Thread> own = List.of();
  private boolean started;
  private volatile boolean closing;

  /**
   * @param ran when it last began or ended, by {@link System#nanoTime}
   * @param wanted whether a run out of turn waits to begin
   * @param running whether a run is under way
   */
  private record Task(
      String name,
      Duration period,
      Runnable work,
      AtomicLong ran,
      AtomicBoolean wanted,
      AtomicBoolean running) {
    Task(String name, Duration period, Runnable work) {
      this(name, period, work, new AtomicLong(), new AtomicBoolean(), new AtomicBoolean());
    }

    boolean late() {
      long late = System.nanoTime() - ran.get() - period.toNanos();
      return late > LATE.multipliedBy(2).toNanos();
    }
  }

  /**
   * @param patience how long {@link #close()} waits for tasks under way
   * @param supervisor counts failed runs, and looks after the tasks once a second
   */
  public Timetable(Duration patience, Supervisor supervisor) {
    this.patience = patience;
    this.supervisor = supervisor;
    try {
      quartz = new StdSchedulerFactory(properties()).getScheduler();
      quartz.setJobFactory((fired, scheduler) -> job(fired.getJobDetail()));
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz cannot be set up", e);
    }
  }

  /**
   * Adds a task; its work must not take long where others wait, since all share two threads.
   *
   * @throws IllegalArgumentException for a name used before or a period that is not positive
   * @throws IllegalStateException after {@link #start()}
   */
  public synchronized void every(String name, Duration period, Runnable work) {
    if (started) {
      throw new IllegalStateException("the timetable runs already; " + name + " comes too late");
    }
    if (period.toMillis() < 1) {
      throw new IllegalArgumentException(name + ": the period must be at least 1 ms: " + period);
    }
    if (tasks.putIfAbsent(name, new Task(name, period, work)) != null) {
      throw new IllegalArgumentException("a task of this name is there already: " + name);
    }
  }

  /** Runs every task once now, and from now on. */
  public synchronized void start() {
    if (started) {
      throw new IllegalStateException("the timetable runs already");
    }
    started = true;
    try {
      quartz.start();
      for (Task task : tasks.values()) {
        task.ran().set(System.nanoTime());
        quartz.scheduleJob(
            JobBuilder.newJob(TaskJob.class).withIdentity(task.name()).build(), trigger(task));
      }
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz cannot start", e);
    }
    own = threads();
    supervisor.check(this::oversee);
    supervisor.troubles(this::troubles);
  }

  /** Quartz's clock and its workers. */
  private List<Thread> threads() {
    Thread[] all = new Thread[Thread.activeCount() + 100];
    int known = Thread.enumerate(all);
    try {
      String name = quartz.getSchedulerName() + "-";
      return Arrays.stream(all, 0, known).filter(t -> t.getName().startsWith(name)).toList();
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz does not know its name", e);
    }
  }

  /** Tasks whose run does not end. */
  private synchronized List<String> troubles() {
    List<String> troubles = new ArrayList<>();
    for (Task task : tasks.values()) {
      long lasts = System.nanoTime() - task.ran().get();
      if (task.running().get() && lasts > STUCK.toNanos()) {
        troubles.add(
            "task " + task.name() + " runs for " + TimeUnit.NANOSECONDS.toMinutes(lasts) + " min");
      }
    }
    return troubles;
  }

  /**
   * Runs a task once as soon as a thread is free, beside its usual times; if it is under way, once
   * more when it has ended. Many calls before that run are one.
   *
   * @throws IllegalArgumentException for a name that is not there
   */
  public void soon(String name) {
    Task task = tasks.get(name);
    if (task == null) {
      throw new IllegalArgumentException("no task of the name " + name);
    }
    if (task.wanted().compareAndSet(false, true)) {
      try {
        quartz.triggerJob(JobKey.jobKey(name));
      } catch (SchedulerException e) {
        task.wanted().set(false);
        LOG.debug("{} cannot run sooner: not started, or stopping", name, e);
      }
    }
  }

  /**
   * Quartz waits for a time of the day: once the clock has gone back by hours, it waits for hours.
   * What is late by a clock that nobody sets begins anew, now. A task under way is not late.
   */
  private synchronized void oversee() {
    if (closing) {
      return;
    }
    if (!own.stream().allMatch(Thread::isAlive)) {
      supervisor.end("a thread that starts or runs its tasks has died");
    }
    for (Task task : tasks.values()) {
      if (task.late() && !closing) {
        try {
          if (quartz.getCurrentlyExecutingJobs().stream()
              .noneMatch(j -> j.getJobDetail().getKey().getName().equals(task.name()))) {
            LOG.warn("task {} did not run in time; was the clock set? It begins anew", task.name());
            task.ran().set(System.nanoTime());
            quartz.rescheduleJob(TriggerKey.triggerKey(task.name()), trigger(task));
          }
        } catch (SchedulerException e) {
          LOG.error("task {} does not run", task.name(), e);
        }
      }
    }
  }

  /**
   * Starts nothing more and waits for the tasks under way, for at most the given patience; what
   * still runs then is left to end with the process. May be called again.
   */
  @Override
  public void close() {
    closing = true;
    try {
      quartz.shutdown(false);
      if (idle.tryAcquire(THREADS, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        idle.release(THREADS);
      } else {
        LOG.warn("a task still runs after {}; it is left behind", patience);
      }
    } catch (SchedulerException e) {
      LOG.warn("Quartz did not shut down in order", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Job job(JobDetail detail) {
    Task task = tasks.get(detail.getKey().getName());
    if (task == null) {
      throw new IllegalStateException("no task of the name " + detail.getKey().getName());
    }
    return new TaskJob(() -> run(task));
  }

  private void run(Task task) {
    task.wanted().set(false);
    if (!idle.tryAcquire()) {
      return; // only close() holds more than one
    }
    try {
      if (!closing) {
        task.ran().set(System.nanoTime());
        task.running().set(true);
        task.work().run();
      }
    } catch (Throwable e) { // a failed run never costs the next one
      supervisor.failed("task " + task.name(), e);
    } finally {
      task.running().set(false);
      task.ran().set(System.nanoTime());
      idle.release();
    }
  }

  private static Trigger trigger(Task task) {
    return TriggerBuilder.newTrigger()
        .withIdentity(task.name())
        .startNow()
        .withSchedule(
            SimpleScheduleBuilder.simpleSchedule()
                .withIntervalInMilliseconds(task.period().toMillis())
                .repeatForever()
                .withMisfireHandlingInstructionNextWithExistingCount())
        .build();
  }

  private static Properties properties() {
    String name = "kpwatch-" + NUMBER.incrementAndGet();
    Properties quartz = new Properties();
    quartz.setProperty(StdSchedulerFactory.PROP_SCHED_INSTANCE_NAME, name);
    quartz.setProperty(StdSchedulerFactory.PROP_SCHED_THREAD_NAME, name + "-clock");
    quartz.setProperty(StdSchedulerFactory.PROP_SCHED_MAKE_SCHEDULER_THREAD_DAEMON, "true");
    quartz.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    quartz.setProperty(StdSchedulerFactory.PROP_JOB_STORE_CLASS, RAMJobStore.class.getName());
    quartz.setProperty("org.quartz.jobStore.misfireThreshold", String.valueOf(LATE.toMillis()));
    quartz.setProperty(
        StdSchedulerFactory.PROP_THREAD_POOL_CLASS, SimpleThreadPool.class.getName());
    quartz.setProperty("org.quartz.threadPool.threadCount", String.valueOf(THREADS));
    quartz.setProperty("org.quartz.threadPool.threadNamePrefix", name + "-task");
    quartz.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
    return quartz;
  }
}
