package kpwatch.ripestat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import kpwatch.bounded.ByteLimitException;
import kpwatch.observation.AsPath;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;
import kpwatch.observation.RouteArchive;
import kpwatch.untrusted.UntrustedText;

/**
 * RIPEstat's archive: {@code bgplay} for who had which route at a moment, {@code bgp-updates} for
 * what changed. An answer that can be read is kept and never asked for again. What is indexed
 * begins in January 2024 (<a href="https://stat.ripe.net/docs/02.data-api/bgp-updates.html">
 * bgp-updates</a>, read 2026-11-28) and ends some two hours ago; beyond that the answers are empty.
 *
 * @param transport asked for what is not kept
 * @param kept a disk that fails it is an {@link UncheckedIOException}
 */
public record RipeStatArchive(Transport transport, KeptAnswers kept) implements RouteArchive {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Only the state at its beginning is wanted; RIS writes its files of updates in such pieces. */
  private static final Duration A_PIECE = Duration.ofMinutes(5);

  @Override
  public Archived<Map<PeerId, AsPath>> routes(Prefix prefix, Instant at) {
    return look(
        "bgplay",
        window(prefix, at, at.plus(A_PIECE)),
        data -> BgPlay.read(data, prefix, at),
        BgPlay::routes);
  }

  /** The last second is left out by us: whether the call takes it in is not documented. */
  @Override
  public Archived<Updates> updates(Prefix prefix, Instant from, Instant until) {
    return look(
        "bgp-updates",
        window(prefix, from, until),
        data -> BgpUpdates.read(data, prefix, from),
        read ->
            new Updates(
                read.end(),
                read.updates().stream()
                    .filter(u -> !u.at().isBefore(from) && u.at().isBefore(until))
                    .toList()));
  }

  @Override
  public Archived<Set<PeerId>> fullTable() {
    return look("rrc-info", Map.of(), RrcInfo::read, RrcInfo::fullTable);
  }

  private static Map<String, String> window(Prefix prefix, Instant from, Instant until) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("resource", prefix.toString());
    query.put("starttime", TIME.format(from.truncatedTo(ChronoUnit.SECONDS)));
    query.put("endtime", TIME.format(until.truncatedTo(ChronoUnit.SECONDS)));
    return query;
  }

  private <C extends Content, T> Archived<T> look(
      String call, Map<String, String> query, Content.Reader<C> reader, Function<C, T> value) {
    try {
      Optional<byte[]> earlier = kept.find(call, query);
      return new Found<>(
          value.apply(
              earlier.isPresent() ? again(earlier.get(), reader) : asked(call, query, reader)));
    } catch (NoReading e) {
      return missing(e);
    } catch (InterruptedIOException e) {
      return new Missing<>(Cause.TIMEOUT, "no complete answer in time: " + UntrustedText.log(e));
    } catch (IOException e) {
      return ByteLimitException.in(e).isPresent()
          ? missing(NoReading.tooLarge(e))
          : new Missing<>(Cause.UNREACHABLE, "no answer: " + UntrustedText.log(e));
    } catch (UncheckedIOException | OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      return missing(NoReading.unreadable(e));
    }
  }

  private static <T> Archived<T> missing(NoReading why) {
    return new Missing<>(why.why(), why.detail());
  }

  private <C extends Content> C asked(
      String call, Map<String, String> query, Content.Reader<C> reader) throws IOException {
    try (Transport.Reply reply = transport.get(call, query)) {
      Copied body = new Copied(reply.body());
      C read =
          ReplyReader.read(
              new Transport.Reply(reply.status(), reply.contentType(), reply.retryAfter(), body),
              reader);
      kept.keep(call, query, body.bytes());
      return read;
    }
  }

  private static <C extends Content> C again(byte[] answer, Content.Reader<C> reader)
      throws IOException {
    return ReplyReader.read(
        new Transport.Reply(
            200, "application/json", Optional.empty(), new ByteArrayInputStream(answer)),
        reader);
  }

  /** A body of which a copy is made while it is read. */
  private static final class Copied extends FilterInputStream {
    private final ByteArrayOutputStream copy = new ByteArrayOutputStream();

    Copied(InputStream body) {
      super(body);
    }

    byte[] bytes() {
      return copy.toByteArray();
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      if (read >= 0) {
        copy.write(read);
      }
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      copy.write(buffer, offset, Math.max(0, read));
      return read;
    }
  }
}
