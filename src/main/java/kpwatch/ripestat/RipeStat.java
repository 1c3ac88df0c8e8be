package kpwatch.ripestat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import kpwatch.bounded.ByteLimitException;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Observation.Missing;
import kpwatch.observation.Prefix;
import kpwatch.observation.RouteSource;
import kpwatch.observation.Subject;
import kpwatch.untrusted.UntrustedText;

/**
 * RIPEstat as a source of routes. Reports what was read; an answer without rows is a legal reading
 * here. Whatever else goes wrong outside is a {@link Missing} with its cause and one line of
 * detail. Holds no state; safe for use by several threads at once as its transport is.
 *
 * <p>Source: <a href="https://stat.ripe.net/docs/data-api/">RIPEstat Data API</a>, read 2026-11-23.
 */
public final class RipeStat implements RouteSource {
  private final Transport transport;
  private final InstantSource clock;

  /**
   * @param clock gives the time that an observation bears: when its answer was complete
   */
  public RipeStat(Transport transport, InstantSource clock) {
    this.transport = transport;
    this.clock = clock;
  }

  /** Asks {@code looking-glass} with its default look-back of 24 hours. */
  @Override
  public Observation routes(Prefix prefix) {
    // no look_back_limit: with a short one a stale peer looks like a withdrawal
    return look(
        "looking-glass",
        Map.of("resource", prefix.toString()),
        Subject.prefix(prefix),
        data -> new LookingGlassReader(data, new LookingGlass.Exactly(prefix)).read());
  }

  /** Asks {@code looking-glass} for an address: it answers with the route that leads there. */
  @Override
  public Observation around(InetAddress address, Prefix within) {
    return look(
        "looking-glass",
        Map.of("resource", address.getHostAddress()),
        Subject.prefix(within),
        data -> new LookingGlassReader(data, new LookingGlass.Surrounding(within, address)).read());
  }

  @Override
  public Observation peers() {
    return look("rrc-info", Map.of(), Subject.source("rrc-info"), RrcInfo::read);
  }

  @Override
  public Observation validation(Asn origin, Prefix prefix) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("resource", Long.toString(origin.number()));
    query.put("prefix", prefix.toString());
    return look(
        "rpki-validation",
        query,
        Subject.source("rpki-validation"),
        data -> RpkiValidation.read(data, origin, prefix));
  }

  private Observation look(
      String call, Map<String, String> query, Subject subject, Content.Reader<Reading> reader) {
    try (Transport.Reply reply = transport.get(call, query)) {
      return ReplyReader.read(reply, reader).at(clock.instant());
    } catch (NoReading e) {
      return missing(subject, e);
    } catch (InterruptedIOException e) {
      return missing(subject, Cause.TIMEOUT, "no complete answer in time: " + UntrustedText.log(e));
    } catch (IOException e) {
      return ByteLimitException.in(e).isPresent()
          ? missing(subject, NoReading.tooLarge(e))
          : missing(subject, Cause.UNREACHABLE, "no answer: " + UntrustedText.log(e));
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      return missing(subject, NoReading.unreadable(e));
    }
  }

  private Missing missing(Subject subject, NoReading why) {
    return missing(subject, why.why(), why.detail());
  }

  private Missing missing(Subject subject, Cause cause, String detail) {
    return new Missing(clock.instant(), subject, cause, detail);
  }
}
