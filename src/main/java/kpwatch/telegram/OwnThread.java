package kpwatch.telegram;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Makes each call on the thread that asks for it and waits for its answer anyway. The library knows
 * only calls on another one.
 */
final class OwnThread extends AbstractExecutorService {
  private volatile boolean closed;

  @Override
  public void execute(Runnable call) {
    call.run();
  }

  @Override
  public void shutdown() {
    closed = true;
  }

  @Override
  public List<Runnable> shutdownNow() {
    closed = true;
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return closed;
  }

  @Override
  public boolean isTerminated() {
    return closed;
  }

  @Override
  public boolean awaitTermination(long time, TimeUnit unit) {
    return closed;
  }
}
