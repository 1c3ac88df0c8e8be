package kpwatch.app;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import kpwatch.ripestat.Transport;

/** Calls one after another, with a pause between two, and not more than so many. One thread. */
final class OneByOne implements Transport {
  private final Transport to;
  private final Duration pause;
  private final Consumer<Duration> pausing;
  private final int most;
  private int made;

  OneByOne(Transport to, Duration pause, Consumer<Duration> pausing, int most) {
    this.to = to;
    this.pause = pause;
    this.pausing = pausing;
    this.most = most;
  }

  @Override
  public Reply get(String call, Map<String, String> query) throws IOException {
    if (spent()) {
      throw new IOException("none of the " + most + " calls that it may take is left");
    }
    if (made > 0) {
      pausing.accept(pause);
    }
    made++;
    return to.get(call, query);
  }

  boolean spent() {
    return made >= most;
  }

  /** Stays away for a while, as a multiple of the usual pause. */
  void rest(int pauses) {
    pausing.accept(pause.multipliedBy(pauses));
  }
}
