package kpwatch.rislive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How many messages a second one thread reads and keeps: the recorded ones in random order, each
 * twentieth about a watched prefix by one of 400 peers.
 */
@Tag("ris-live")
class ReadingBenchmark {
  private static final int FRAMES = 20_000;
  private static final int RUNS = 30;
  private static final int WARM = 10;
  private static final int PEERS = 400;

  /** Milliseconds from one message to the next. */
  private static final int STEP = 1;

  private static final double BAR = 100_000;
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  private final Random random = new Random(1);

  @Test
  void messagesOfOneThread() throws IOException {
    List<String> recorded = recorded();
    LiveStream stream = new LiveStream(Watching.KP);
    stream.opened(START);
    Instant now = START;
    long changed = 0;
    long characters = 0;
    List<Double> rates = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      List<String> frames = frames(recorded, now);
      characters += frames.stream().mapToLong(String::length).sum();
      long began = System.nanoTime();
      for (String frame : frames) {
        now = now.plusMillis(STEP);
        changed += stream.frame(frame, now) ? 1 : 0;
      }
      double rate = frames.size() / ((System.nanoTime() - began) / 1e9);
      if (run >= WARM) {
        rates.add(rate);
      }
    }
    rates.sort(null);
    System.out.printf(
        "messages of RIS Live, n = %d runs of %d, %d characters each, %.1f %% changed a route:"
            + " median %.0f a second (%.0f to %.0f)%n",
        rates.size(),
        FRAMES,
        characters / RUNS / FRAMES,
        100.0 * changed / RUNS / FRAMES,
        rates.get(rates.size() / 2),
        rates.get(0),
        rates.get(rates.size() - 1));
    assertThat(stream.signs(now).malformed()).isZero();
    assertThat(rates.get(rates.size() / 2)).isGreaterThan(BAR);
  }

  /** Without the one that is cut and the complaint. */
  private static List<String> recorded() throws IOException {
    List<String> lines = new ArrayList<>(RecordedFrames.lines(RecordedFrames.Y2019).subList(0, 6));
    lines.removeIf(line -> line.contains("ris_error"));
    lines.addAll(RecordedFrames.lines(RecordedFrames.Y2021));
    return lines;
  }

  private List<String> frames(List<String> recorded, Instant start) {
    String template =
        recorded.stream().filter(l -> l.contains("102.66.116.0/24")).findFirst().orElseThrow();
    List<String> frames = new ArrayList<>(FRAMES);
    for (int i = 0; i < FRAMES; i++) {
      frames.add(
          random.nextInt(20) == 0
              ? own(template, start.plusMillis((long) i * STEP))
              : recorded.get(random.nextInt(recorded.size())));
    }
    return frames;
  }

  /** The recorded one, but by one of many peers and about a watched prefix. */
  private String own(String template, Instant at) {
    int peer = random.nextInt(PEERS);
    String text =
        template
            .replace("1640553894.84", String.format(Locale.ROOT, "%.2f", at.toEpochMilli() / 1e3))
            .replace("195.66.226.38", "192.0." + peer / 200 + "." + (1 + peer % 200))
            .replace("102.66.116.0/24", "175.45." + (176 + random.nextInt(4)) + ".0/24");
    return random.nextBoolean()
        ? text
        : text.replaceAll("\"announcements\".*\\]\\}\\]", "\"withdrawals\": [\"175.45.176.0/24\"]");
  }
}
