package planted.incident;

import java.io.File;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import planted.ripestat.Nosy;

/** A core class that does everything a core class must not do. */
abstract class Impure implements Serializable {
  private static final long serialVersionUID = 1L;

  abstract OkHttpClient client();

  abstract Nosy nosy();

  abstract File file();

  abstract Path[] paths();

  abstract Socket socket();

  abstract Executor executor();

  abstract Thread thread();

  static Supplier<Instant> reference() {
    return Instant::now;
  }

  static Supplier<Long> lambda() {
    return () -> System.nanoTime();
  }

  static long time() {
    return System.currentTimeMillis() + LocalDate.now(ZoneOffset.UTC).toEpochDay();
  }

  static Clock clock() {
    return Clock.systemUTC();
  }

  static double chance() {
    return Math.random() + new Random().nextDouble() + new Random(1).nextDouble();
  }

  static InetAddress lookUp(String name) throws UnknownHostException {
    System.out.println(name);
    return InetAddress.getByName(name);
  }
}
