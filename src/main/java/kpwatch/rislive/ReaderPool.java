package kpwatch.rislive;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The threads on which OkHttp reads. It says when one of them was ended by an error. */
final class ReaderPool extends ThreadPoolExecutor {
  private static final long IDLE_SECONDS = 60;

  private final Consumer<Throwable> died;

  ReaderPool(ThreadFactory threads, Consumer<Throwable> died) {
    super(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    this.died = died;
  }

  @Override
  protected void afterExecute(Runnable work, @Nullable Throwable thrown) {
    if (thrown != null) {
      died.accept(thrown);
    }
  }
}
