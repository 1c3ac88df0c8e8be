package kpwatch.testkit.rislive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Many frames, written once and sent again and again, so that the server costs next to nothing.
 * Each bears the time at which it is sent.
 */
public final class Flood {
  /** Frames that are sent together. */
  private static final int TOGETHER = 200;

  private static final Pattern TIME = Pattern.compile("\"timestamp\": ?(\\d{10}\\.\\d{2})\\D");

  private final List<Block> blocks = new ArrayList<>();
  private final long count;
  private final double perSecond;

  /** Frames as they go over the wire, and where in them the time stands. */
  private record Block(byte[] bytes, List<Integer> times) {}

  /**
   * @param frames a multiple of 200, all ASCII, with a time of ten digits and two
   * @param count of all frames, in whole passes of 200
   * @param perSecond infinite: as fast as they are read
   */
  public Flood(List<String> frames, long count, double perSecond) {
    if (frames.size() % TOGETHER != 0 || count % TOGETHER != 0) {
      throw new IllegalArgumentException("not in whole blocks of " + TOGETHER);
    }
    for (int from = 0; from < frames.size(); from += TOGETHER) {
      blocks.add(block(frames.subList(from, from + TOGETHER)));
    }
    this.count = count;
    this.perSecond = perSecond;
  }

  /** Sends them all; how long it took. */
  Duration run(Connection connection) throws IOException {
    long began = System.nanoTime();
    for (long sent = 0; sent < count; sent += TOGETHER) {
      long due = began + (long) (sent / perSecond * 1e9);
      for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
        LockSupport.parkNanos(early);
      }
      Block block = blocks.get((int) (sent / TOGETHER % blocks.size()));
      stamp(block);
      connection.write(block.bytes());
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static void stamp(Block block) {
    long hundredths = System.currentTimeMillis() / 10;
    String time = hundredths / 100 + "." + "%02d".formatted(hundredths % 100);
    byte[] digits = time.getBytes(StandardCharsets.US_ASCII);
    block.times().forEach(at -> System.arraycopy(digits, 0, block.bytes(), at, digits.length));
  }

  private static Block block(List<String> frames) {
    var bytes = new ByteArrayOutputStream();
    List<Integer> times = new ArrayList<>();
    for (String frame : frames) {
      byte[] wire = Wire.text(frame);
      Matcher time = TIME.matcher(frame);
      if (!time.find()) {
        throw new IllegalArgumentException("no time to write over: " + frame);
      }
      times.add(bytes.size() + wire.length - frame.length() + time.start(1));
      bytes.writeBytes(wire);
    }
    return new Block(bytes.toByteArray(), List.copyOf(times));
  }
}
